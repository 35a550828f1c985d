import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { TrainConfig } from '../src-main/configs/all.ts';
import { readSafetensors } from '../src-main/engine/safetensors.ts';
import { exportRun } from '../src-main/export/export-run.ts';
import { resume, train } from '../src-main/recipes/train.ts';
import { runFolder } from '../src-main/runs/run-folder.ts';
import { sealRun } from '../src-main/runs/seal.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { listRuns, runMetrics, runPredictions } from '../src-main/store/runs.ts';
import { explain, openReader, readText } from '../src-main/study/explain.ts';
import type { TrainingEvent } from '../src-main/training/loop.ts';
import { beyondChance } from './support/chance.ts';
import { minilmFolder, noMinilm } from './support/minilm.ts';
import { checkpointConfig, saidBefore } from './support/said-before.ts';
import { temporaryFolder } from './support/workspace.ts';

const never = new AbortController().signal;

async function run(
  store: WritableStore,
  config: TrainConfig,
  listen: (event: TrainingEvent) => void = () => {},
  signal = never,
) {
  const result = await train(store, config, { emit: listen, signal });
  if (result.kind !== 'scores') throw new Error('another recipe');
  return result;
}

async function weightsOf(store: WritableStore, id: number) {
  return (await readSafetensors(join(runFolder(store, id), 'model.safetensors'))).tensors;
}

/** What the whole model says of test texts is what the run said of them. */
async function expectExplained(store: WritableStore, id: number, digits: number): Promise<void> {
  const predictions = runPredictions(store, id).filter(({ part }) => part === 'test');
  for (const { document, probabilities } of predictions.slice(0, 3)) {
    const explained = await explain(store, { run: id, document, window: null });
    for (const [i, probability] of explained.probabilities.entries()) {
      expect(probability).toBeCloseTo(probabilities[i]!, digits);
    }
  }
}

const ways = [
  { tuned: true, attendTo: 'texts' },
  { tuned: true, attendTo: 'tokens' },
  { tuned: false, attendTo: 'tokens' },
  { tuned: false, attendTo: 'texts' },
];
/** Rates at which nothing moves. */
const still = { learningRate: 1e-30, headLearningRate: 1e-30 };

describe.each(ways)('a context branch over a checkpoint, attendTo=$attendTo, tuned=$tuned', (way) => {
  const short = { ...way, epochs: 3, contextEpochs: 3, learningRate: 3e-3, dropout: 0.1, maxTokens: 16 };

  test('stands beside the model of context=none, and goes on where it was stopped, to the last bit', async () => {
    const store = await saidBefore(60);
    const none = await run(store, checkpointConfig({ ...short, context: 'none' }));
    const cross = await run(store, checkpointConfig(short));
    expect(cross.stages?.validAlone).toMatchObject({
      accuracy: none.valid?.accuracy,
      macroF1: none.valid?.macroF1,
    });
    expect(cross.baselines['textAlone']).toEqual(none.test);
    const [alone, both] = [await weightsOf(store, none.run), await weightsOf(store, cross.run)];
    for (const [name, { data }] of Object.entries(alone)) expect(both[name]!.data).toEqual(data);
    expect(Object.keys(both).some((name) => name.startsWith('context.attention.'))).toBe(true);
    await expectExplained(store, cross.run, way.attendTo === 'tokens' && !way.tuned ? 3 : 4);
    const out = join(temporaryFolder(), 'exported');
    const exported = await exportRun(store, { run: cross.run, format: 'onnx', out, batch: 2, tokens: 8 });
    expect(exported.files).toContain('model.onnx');

    const controller = new AbortController();
    const stop = (event: TrainingEvent) => {
      if (event.type === 'metric' && event.name.startsWith('context.valid') && event.epoch === 2) {
        controller.abort(new Error('cancelled'));
      }
    };
    await expect(run(store, checkpointConfig(short), stop, controller.signal)).rejects.toThrow('cancelled');
    const stopped = listRuns(store)[0]!.id;
    const resumed = await resume(store, stopped, { emit: () => {}, signal: never });
    expect(runMetrics(store, stopped)).toEqual(runMetrics(store, cross.run));
    expect(resumed).toMatchObject({ test: cross.test, stages: cross.stages });
    expect(await weightsOf(store, stopped)).toEqual(both);
  });

  test('is left out where no epoch of it helps: every prediction is that of context=none', async () => {
    const store = await saidBefore(60);
    const settings = { ...short, ...still, epochs: 1, contextEpochs: 1 };
    const none = await run(store, checkpointConfig({ ...settings, context: 'none' }));
    const cross = await run(store, checkpointConfig(settings));
    expect(cross.stages).toMatchObject({ readsContext: false, context: { epochs: 1, bestEpoch: 0 } });
    const said = (id: number) =>
      runPredictions(store, id).map(({ document, probabilities }) => [document, ...probabilities]);
    expect(said(cross.run)).toEqual(said(none.run));
    const reader = await openReader(store, cross.run);
    onTestFinished(() => reader.predictor.dispose());
    expect(reader).toMatchObject({ attends: null, contextLeftOut: true });
    expect((await readText(reader, 'up abcd', [])).items).toEqual([]);
  });
});

test('what a label means is learned from the window of a text, beside a text model that is tuned', async () => {
  const store = await saidBefore();
  const config = checkpointConfig({ tuned: true, epochs: 2, learningRate: 1e-3, window: { n: 1 } });
  const { test: tested, baselines, stages } = await run(store, config);
  const chance = beyondChance(tested.n, Math.max(0.5, baselines['majority']!.accuracy));
  expect(baselines['textAlone']!.accuracy).toBeLessThan(chance);
  expect(tested.accuracy).toBeGreaterThanOrEqual(chance);
  expect(stages).toMatchObject({ readsContext: true, text: { epochs: 2 } });
});

test.each([
  { tuned: true, attendTo: 'texts' },
  { tuned: false, attendTo: 'tokens' },
])('a run that called its joint model residual, tuned=$tuned, is read as it was trained', async (way) => {
  const store = await saidBefore(60);
  const settings = { ...way, contextModel: 'joint', epochs: 3, learningRate: 3e-3, maxTokens: 16 };
  const { run: id, stages } = await run(store, checkpointConfig(settings));
  expect(stages).toBeUndefined();
  const file = join(runFolder(store, id), 'run.json');
  const { config, ...others } = JSON.parse(readFileSync(file, 'utf8')) as { config: Record<string, unknown> };
  const { contextEpochs: _, ...earlier } = config;
  writeFileSync(file, JSON.stringify({ config: { ...earlier, contextModel: 'residual' }, ...others }));
  await sealRun(store, id);
  await expectExplained(store, id, way.tuned ? 4 : 2);
});

const minilm = minilmFolder();
const why = minilm === null ? ` (${noMinilm})` : '';

test.skipIf(minilm === null)(
  `all-MiniLM-L6-v2, tuned, stands beside the model of context=none${why}`,
  async () => {
    const store = await saidBefore(30);
    const settings = { checkpoint: minilm, tuned: true, epochs: 1, learningRate: 1e-4, maxTokens: 16 };
    const none = await run(store, checkpointConfig({ ...settings, context: 'none' }));
    const cross = await run(store, checkpointConfig({ ...settings, contextEpochs: 3 }));
    expect(cross.baselines['textAlone']).toEqual(none.test);
    await expectExplained(store, cross.run, 4);
  },
);
