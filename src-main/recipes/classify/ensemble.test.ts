import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importFile } from '../../ingest/import.ts';
import { trainedRun } from '../../export/trained-run.testing.ts';
import { Random } from '../../random.ts';
import { openStore } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { runPredictions } from '../../store/runs.ts';
import { gramsFile } from '../../ngrams/files.ts';
import { readRun } from '../../runs/run-files.ts';
import { runFolder } from '../../runs/run-folder.ts';
import type { TrainingEvent } from '../../training/loop.ts';
import { listRunRows, runRow } from '../../runs/runs.ts';
import type { ScoresResult } from '../../results/classified.ts';
import { explain } from '../../study/explain.ts';
import { resume, train } from '../train.ts';

let store: WritableStore;
let stacked: number;
let without: number;

/** Texts whose class only the ends of words tell that stand nowhere else: a model of whole words cannot know it. */
function drawnTexts(count: number): string {
  const random = new Random(8);
  const letters = Array.from('bcdfgkmnprtv');
  const stem = () => Array.from({ length: 7 }, () => random.pick(letters)).join('');
  const rows = Array.from({ length: count }, () => {
    const label = random.below(2);
    return `the ${stem()}${label === 1 ? 'ish' : 'ous'} report of ${stem()} today,${label}`;
  });
  return `text,label\n${rows.join('\n')}\n`;
}

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  const file = join(store.dir, 'drawn.csv');
  writeFileSync(file, drawnTexts(400));
  await importFile(store, file, { as: null, labels: 'sentiment' });
  const settings = { recipe: 'document-attention', epochs: 3, width: 8, split: 'stratified' };
  stacked = await trainedRun(store, { ...settings, ensemble: true });
  without = await trainedRun(store, settings);
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

function resultOf(run: number): ScoresResult {
  const { result } = runRow(store, run);
  if (result?.kind !== 'scores') throw new Error(`run ${run} has no result`);
  return result;
}

describe('an ensemble of a model with n-grams', () => {
  test('knows what its words cannot, and does not change the score of the model', () => {
    const { valid, test: scores, ensemble } = resultOf(stacked);
    expect(ensemble!.test.accuracy).toBeGreaterThan(0.95);
    expect(scores.accuracy).toBeLessThan(0.7);
    expect(scores).toEqual(resultOf(without).test);
    expect(valid).toEqual(resultOf(without).valid);
    expect(resultOf(without).ensemble).toBeUndefined();
  });

  test('is read by whoever opens the run, next to the probabilities with which the model was tested', async () => {
    const tested = runPredictions(store, stacked).filter(({ part }) => part === 'test');
    for (const { document, probabilities } of tested.slice(0, 5)) {
      const read = await explain(store, { run: stacked, document, window: null });
      const { modelProbabilities } = read.ensemble!;
      for (const [at, p] of modelProbabilities.entries()) expect(p).toBeCloseTo(probabilities[at]!, 5);
      expect(read.probabilities).not.toEqual(modelProbabilities);
    }
  });

  test('names its reasons: the ends of words that tell the class', async () => {
    const tested = runPredictions(store, stacked).find(({ part }) => part === 'test');
    const read = await explain(store, { run: stacked, document: tested!.document, window: null });
    expect(read.ensemble!.reasons.slice(0, 5).some(({ gram }) => /(ish|ous) ?$/.test(gram))).toBe(true);
    const alone = await explain(store, { run: without, document: tested!.document, window: null });
    expect(alone.ensemble).toBeNull();
  });

  test('is trained when a run goes on that was stopped before it, with the same result', async () => {
    const controller = new AbortController();
    const emit = (event: TrainingEvent) => {
      if (event.type === 'progress' && event.stage === 'n-grams') controller.abort(new Error('stopped'));
    };
    const { config } = runRow(store, stacked);
    await expect(train(store, config, { emit, signal: controller.signal })).rejects.toThrow('stopped');
    const stopped = listRunRows(store)[0]!;
    expect(stopped).toMatchObject({ state: 'cancelled', resumable: true });
    expect((await readRun(store, stopped.id)).ngrams).toBeNull();
    await resume(store, stopped.id, { emit: () => {}, signal: new AbortController().signal });
    expect(resultOf(stopped.id).test).toEqual(resultOf(stacked).test);
    expect(resultOf(stopped.id).ensemble).toEqual(resultOf(stacked).ensemble);
  });

  test('whose n-grams are damaged is refused by name', async () => {
    const path = join(runFolder(store, stacked), gramsFile);
    const whole = readFileSync(path);
    appendFileSync(path, 'words\tone more\t1\n');
    await expect(readRun(store, stacked)).rejects.toThrow(/ngrams\.tsv is damaged.*train the run again/i);
    writeFileSync(path, whole);
    await expect(readRun(store, stacked)).resolves.toMatchObject({ ngrams: expect.anything() });
  });
});

describe('class weights reach every part of an ensemble', () => {
  /**
   * Of 10 texts 8 are of the class "flat". Each of the others says so by a word of its own, which a fifth of "flat" say as
   * well: of those who say "fell", 5 in 13 are "down", of whom every error counts 8 times as much.
   */
  function rareClasses(count: number): string {
    const random = new Random(5);
    const letters = Array.from('bcdfgkmnprtv');
    const noise = () => Array.from({ length: 3 }, () => random.pick(letters)).join('');
    const rows = Array.from({ length: count }, () => {
      const label = random.pick(['down', 'up', ...Array.from({ length: 8 }, () => 'flat')]);
      const chance = random.uniform();
      const sign =
        label === 'down' || (label === 'flat' && chance < 0.2)
          ? 'fell'
          : label === 'up' || (label === 'flat' && chance < 0.4)
            ? 'rose'
            : 'stayed';
      return `${noise()} ${noise()} ${sign} ${noise()} ${noise()} ${noise()} ${noise()},${label}`;
    });
    return `text,label\n${rows.join('\n')}\n`;
  }

  async function recalls(classWeights: 'balanced' | 'none'): Promise<Record<string, number>> {
    const own = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
    try {
      const file = join(own.dir, 'rare.csv');
      writeFileSync(file, rareClasses(900));
      await importFile(own, file, { as: null, labels: 'sentiment' });
      const run = await trainedRun(own, {
        recipe: 'document-attention',
        epochs: 4,
        width: 8,
        learningRate: 0.01,
        split: 'stratified',
        ensemble: true,
        classWeights,
      });
      const { result } = runRow(own, run);
      if (result?.kind !== 'scores' || !result.ensemble) throw new Error('there is no ensemble');
      return Object.fromEntries(result.ensemble.test.perClass.map(({ value, recall }) => [value, recall]));
    } finally {
      own.close();
      rmSync(own.dir, { recursive: true, force: true });
    }
  }

  test('so that it names rare classes whose errors count as much as all of a frequent one', async () => {
    const balanced = await recalls('balanced');
    expect(balanced['down']).toBeGreaterThan(0.5);
    expect(balanced['up']).toBeGreaterThan(0.5);
    expect(balanced['flat']).toBeGreaterThan(0.5);
  });

  test('and names the most probable class where all errors count alike', async () => {
    const { flat, down } = await recalls('none');
    expect(flat).toBeGreaterThan(0.9);
    expect(down).toBeLessThan(0.5);
  });
});
