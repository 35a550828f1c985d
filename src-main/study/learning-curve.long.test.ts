import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../ingest/import.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { runMetrics } from '../store/runs.ts';
import { curveOf } from './curve.ts';
import { curveRequestSchema } from '../configs/curve-request.ts';
import { type LabelledText, labelledParts } from '../recipes/texts/labelled-texts.ts';
import type { TrainingEvent } from '../training/loop.ts';
import { listRunRows } from '../runs/runs.ts';
import type { LearningCurve } from '../training/types.ts';
import { baselinePredictions, scoresOf } from '../recipes/classify/classifier-scores.ts';
import { learningCurve, sizesUpTo } from './learning-curve.ts';
import { train } from '../recipes/train.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
/** Little to learn: what is tested here is what is trained on, not how well. */
const tiny = { recipe: 'document-attention', width: 8, heads: 1, epochs: 1, batchSize: 512 };

test('the sizes of a curve are 10, 30, 100, ... and all', () => {
  expect(sizesUpTo(1037)).toEqual([10, 30, 100, 300, 1037]);
  expect(sizesUpTo(5000)).toEqual([10, 30, 100, 300, 1000, 3000, 5000]);
  expect(sizesUpTo(10)).toEqual([10]);
});

describe('a learning curve on the sample', () => {
  let store: WritableStore;
  let curve: LearningCurve;
  const events: TrainingEvent[] = [];

  beforeAll(async () => {
    store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
    await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
    await importFile(store, join(sample, 'sentiment.csv'), { as: null, labels: 'sentiment' });
    curve = await measure({ config: { ...tiny, seed: 5 }, sizes: [40, 10], seeds: 2 });
  });

  afterAll(() => {
    store.close();
    rmSync(store.dir, { recursive: true, force: true });
  });

  function measure(request: object, context: Partial<Parameters<typeof learningCurve>[2]> = {}) {
    return learningCurve(store, curveRequestSchema.parse(request), {
      emit: (event) => events.push(event),
      signal: new AbortController().signal,
      ...context,
    });
  }

  function partsOf(trainSize: number | null, seed = 1) {
    return labelledParts(store, curveRequestSchema.parse({ config: { ...tiny, trainSize, seed } }).config);
  }

  test('has a point a size, the smallest first, of a run a seed', () => {
    expect(curve.points.map(({ size, runs }) => [size, runs])).toEqual([
      [10, [1, 2]],
      [40, [3, 4]],
    ]);
    const runs = listRunRows(store).reverse().slice(0, 4);
    expect(runs.map(({ config }) => [config.seed, 'trainSize' in config && config.trainSize])).toEqual([
      [5, 10],
      [6, 10],
      [5, 40],
      [6, 40],
    ]);
    expect(runs.map((run) => [run.state, run.curve])).toEqual(runs.map(() => ['done', 1]));
  });

  test('tells mean and deviation of what its runs scored, and of the baselines at that size', () => {
    const results = listRunRows(store).flatMap(({ id, result }) =>
      curve.points[0]!.runs.includes(id) && result?.kind === 'scores' ? [result] : [],
    );
    const [a, b] = results.map(({ test }) => test.accuracy);
    expect(curve.points[0]!.test.accuracy.mean).toBeCloseTo((a! + b!) / 2, 12);
    expect(curve.points[0]!.test.accuracy.deviation).toBeCloseTo(Math.abs(a! - b!) / Math.SQRT2, 12);
    const means = results.map(({ baselines }) => baselines['naiveBayes']!.macroF1);
    expect(curve.points[0]!.baselines['naiveBayes']!.macroF1.mean).toBeCloseTo(
      (means[0]! + means[1]!) / 2,
      12,
    );
    expect(Object.keys(curve.points[1]!.baselines)).toContain('nGrams');
  });

  test('changes the texts that are learned from and nothing else', async () => {
    const [ten, forty, all] = [await partsOf(10), await partsOf(40), await partsOf(null)];
    expect(
      ten.train.filter((text) => !forty.train.some(({ document }) => document === text.document)),
    ).toEqual([]);
    expect([ten.train.length, forty.train.length]).toEqual([10, 40]);
    expect([ten.valid, ten.test]).toEqual([all.valid, all.test]);
    expect([ten.available, ten.split.train]).toEqual([all.train.length, 10]);
    // As many as there are is the whole part, to the order.
    expect((await partsOf(all.train.length)).train).toEqual(all.train);
  });

  test('takes as many steps of few texts as of all', async () => {
    const { available } = await partsOf(null);
    const steps = curve.points.flatMap(({ runs }) => runs.map((run) => runMetrics(store, run).at(-1)?.step));
    expect(new Set(steps)).toEqual(new Set([Math.ceil(available / tiny.batchSize)]));
  });

  test('lets the baselines learn from the very texts that the model learned from', async () => {
    const forty = await partsOf(40, 6);
    const row = listRunRows(store).find(({ id }) => id === 4);
    const measured = row?.result?.kind === 'scores' ? row.result.baselines['naiveBayes'] : undefined;
    const { classes } = forty;
    const context = { signal: new AbortController().signal, emit: () => {}, phase: () => {} };
    const baselinesOf = async (learned: LabelledText[]) =>
      scoresOf(await baselinePredictions(learned, forty.test, classes, context), forty.test, classes)[
        'naiveBayes'
      ];
    expect(measured).toEqual(await baselinesOf(forty.train));
    expect(measured).not.toEqual(await baselinesOf([...forty.train, ...forty.valid]));
  });

  test('of a size that is not there says how many texts are', async () => {
    const { available } = await partsOf(null);
    const before = listRunRows(store).length;
    await expect(measure({ config: tiny, sizes: [10, 5000] })).rejects.toThrow(
      `cannot reach 5,000 texts: there are ${available.toLocaleString('en')} to train on`,
    );
    expect(listRunRows(store)).toHaveLength(before);
  });

  test('that is cancelled keeps what was done', async () => {
    const controller = new AbortController();
    let first = 0;
    const emit = (event: TrainingEvent): void => {
      if (event.type === 'run') first ||= event.run;
      if (event.type === 'message') controller.abort(new Error('enough'));
    };
    const request = { config: tiny, sizes: [10, 20], seeds: 2 };
    await expect(measure(request, { emit, signal: controller.signal })).rejects.toThrow('enough');
    expect(curveOf(store, first).points.map(({ size, runs }) => [size, runs])).toEqual([[10, [first]]]);
    expect(curveOf(store, first).points[0]!.test.accuracy.deviation).toBeNull();
  });

  test('tells how far it is in trainings, and what each came to', () => {
    const progress = events.filter((event) => event.type === 'progress');
    expect(progress[0]).toMatchObject({ stage: '10 texts, seed 5', done: 0, total: 4, unit: 'trainings' });
    expect(progress.every((event, i) => i === 0 || event.done >= progress[i - 1]!.done)).toBe(true);
    const told = events.flatMap((event) => (event.type === 'message' ? [event.text] : []));
    expect(told).toHaveLength(4);
    expect(told[3]).toMatch(/^40 texts, seed 6: accuracy 0\.\d{3}, macro F1 0\.\d{3} \(4 of 4\)$/);
  });

  test('does not take the runs of another training', async () => {
    const config = curveRequestSchema.parse({ config: tiny }).config;
    const { run } = await train(store, config, { emit: () => {}, signal: new AbortController().signal });
    expect(() => curveOf(store, run)).toThrow(`No learning curve starts with run ${run}`);
  });
});
