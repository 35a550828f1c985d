import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { combinationsOf } from '../configs/combinations.ts';
import { type SweepRequest, sweepRequestSchema } from '../configs/sweep-request.ts';
import { importFile } from '../ingest/import.ts';
import { listRunRows, runRow } from '../runs/runs.ts';
import { updateRun } from '../store/runs.ts';
import { predictedRows } from '../store/predicted-rows.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import type { TrainingEvent } from '../training/loop.ts';
import { resultsVersion, version } from '../version.ts';
import { knownRun } from './known-run.ts';
import { compareRuns, rowDifferences } from './compare-runs.ts';
import { learningCurve } from './learning-curve.ts';
import { planOf, sweep } from './sweep.ts';
import { sweepOf } from './sweep-of.ts';
import { bestTrial, type SweepResult } from './sweep-result.ts';

const sample = join(import.meta.dirname, '../../resources/sample');
/** Little to learn: what is tested here is what is trained on, not how well. */
const tiny = {
  recipe: 'document-attention',
  width: 8,
  heads: 1,
  epochs: 2,
  batchSize: 64,
  trainSize: 200,
  seed: 3,
};

function requestOf(values: Record<string, (number | string)[]>, more: object = {}): SweepRequest {
  const settings = Object.entries(values).map(([setting, own]) => ({ setting, values: own }));
  const configs = combinationsOf(settings).map((own) => ({ ...tiny, ...own }));
  return sweepRequestSchema.parse({ settings, configs, ...more });
}

test('the values of the last setting change fastest', () => {
  const settings: { setting: string; values: (number | string)[] }[] = [
    { setting: 'a', values: [1, 2] },
    { setting: 'b', values: ['x', 'y'] },
  ];
  expect(combinationsOf(settings)).toEqual([
    { a: 1, b: 'x' },
    { a: 1, b: 'y' },
    { a: 2, b: 'x' },
    { a: 2, b: 'y' },
  ]);
});

test('all combinations are tried where they fit, and else some that the seed draws, each once', () => {
  const values = { learningRate: [0.001, 0.002, 0.003], dropout: [0.1, 0.2, 0.3] };
  const grid = planOf(requestOf(values, { trials: 9 }));
  expect([grid.by, grid.combinations, grid.planned.length]).toEqual(['grid', 9, 9]);
  const drawn = planOf(requestOf(values, { trials: 4 }));
  const names = drawn.planned.map(({ settings }) => JSON.stringify(settings));
  expect([drawn.by, drawn.combinations, drawn.seed]).toEqual(['random', 9, 3]);
  expect(new Set(names).size).toBe(4);
  expect(planOf(requestOf(values, { trials: 4 })).planned).toEqual(drawn.planned);
  expect(drawn.planned.every(({ config }) => !config.tested)).toBe(true);
});

test.each(['scheme', 'split', 'testShare', 'seed', 'testFile', 'ensemble'])(
  '%s cannot be swept: trials would be chosen by other texts, or by what they do not measure',
  (setting) => {
    const request = requestOf({ epochs: [1, 2] });
    expect(() => planOf({ ...request, settings: [{ setting, values: [1, 2] }] })).toThrow(
      `${setting} cannot be swept`,
    );
  },
);

test('the best trial has the highest macro F1, then accuracy; one without scores is never it', () => {
  const of = (macroF1: number, accuracy: number) => ({ valid: { n: 1, macroF1, accuracy } });
  const [low, high, higher] = [of(0.5, 0.9), of(0.6, 0.7), of(0.6, 0.8)];
  expect(bestTrial([{ valid: null }, low, high, higher, of(0.6, 0.8)])).toBe(higher);
  expect(bestTrial([{ valid: null }])).toBeNull();
});

describe('a sweep on the sample', () => {
  let store: WritableStore;
  let result: SweepResult;
  const events: TrainingEvent[] = [];
  const request = requestOf({ learningRate: [0.0001, 0.02], dropout: [0.1, 0.5] });

  beforeAll(async () => {
    store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
    await importFile(store, join(sample, 'stockerbot-sample.csv'), { as: null, labels: null });
    await importFile(store, join(sample, 'sentiment.csv'), { as: null, labels: 'sentiment' });
    result = await run(request);
  });

  afterAll(() => {
    store.close();
    rmSync(store.dir, { recursive: true, force: true });
  });

  function run(asked: SweepRequest, onEvent: (event: TrainingEvent) => void = (event) => events.push(event)) {
    return sweep(store, asked, { emit: onEvent, signal: new AbortController().signal });
  }

  test('has a run a combination, and one that is tested: the best in validation', () => {
    expect(result).toMatchObject({ sweep: 1, by: 'grid', combinations: 4, leftOut: 0, seed: 3 });
    expect(result.trials.map(({ run: id, settings, state }) => [id, settings, state])).toEqual([
      [1, { learningRate: 0.0001, dropout: 0.1 }, 'done'],
      [2, { learningRate: 0.0001, dropout: 0.5 }, 'done'],
      [3, { learningRate: 0.02, dropout: 0.1 }, 'done'],
      [4, { learningRate: 0.02, dropout: 0.5 }, 'done'],
    ]);
    const best = Math.max(...result.trials.map(({ valid }) => valid!.macroF1));
    expect(result.chosen.valid!.macroF1).toBe(best);
    expect(result.tested.runs).toEqual([5]);
    expect(listRunRows(store).map(({ id, result: own }) => [id, own?.kind])).toEqual([
      [5, 'scores'],
      [4, 'trial'],
      [3, 'trial'],
      [2, 'trial'],
      [1, 'trial'],
    ]);
  });

  test('its trials never see the test part', () => {
    for (const { run: id } of result.trials) {
      const row = runRow(store, id!);
      expect(row.result).not.toHaveProperty('test');
      expect(row.result).not.toHaveProperty('baselines');
      expect(new Set(predictedRows(store, id!).map(({ part }) => part))).toEqual(new Set(['valid']));
      expect(row.measures.map(({ name }) => name)).toEqual([
        'texts validated',
        'validation accuracy',
        'validation macro F1',
      ]);
    }
  });

  test('the run that is tested is the chosen trial, trained again to the same copy', () => {
    const tested = runRow(store, result.tested.runs[0]!);
    const chosen = runRow(store, result.chosen.run!);
    expect({ ...tested.config, tested: false }).toEqual(chosen.config);
    expect(tested.result?.kind === 'scores' && tested.result.valid).toEqual(
      chosen.result?.kind === 'trial' && chosen.result.valid,
    );
    expect(tested.curve).toBeNull();
  });

  test('asked again, it trains nothing', async () => {
    const again = await run(request);
    expect(again).toEqual(result);
    expect(listRunRows(store)).toHaveLength(5);
  });

  test('a run from before results changed within a version is not taken for a trial', async () => {
    const config = { ...request.configs[0]!, tested: false };
    expect((await knownRun(store, config))?.id).toBe(1);
    const set = store.db.prepare('UPDATE run SET version = ? WHERE id = 1');
    set.run(version);
    expect(await knownRun(store, config)).toBeNull();
    set.run(resultsVersion);
  });

  test('is read from its runs', () => {
    const { trials, chosen, tested } = sweepOf(store, 1);
    expect(trials.map(({ run: id }) => id)).toEqual([1, 2, 3, 4]);
    expect(trials.map(({ settings }) => Object.keys(settings).sort())).toEqual(
      trials.map(() => ['dropout', 'learningRate']),
    );
    expect([chosen, tested]).toEqual([result.chosen.run, [5]]);
    expect(() => sweepOf(store, 5)).toThrow('No sweep starts with run 5.');
  });

  test('does not take a test on other data for its own', () => {
    const { dataHash } = runRow(store, 5);
    updateRun(store, 5, { dataHash: 'of other labels' });
    expect(sweepOf(store, 1).tested).toEqual([]);
    updateRun(store, 5, { dataHash: dataHash! });
  });

  test('trials are compared by what they reached in validation alone', () => {
    const { testedOn, byText, scores } = compareRuns(store, [1, 2]);
    expect([testedOn, byText]).toEqual(['untested', []]);
    expect(scores.map(({ name }) => name)).toContain('validation macro F1');
    const ask = { first: 1, second: 5, kind: 'different', offset: 0, limit: 1 } as const;
    expect(() => rowDifferences(store, ask)).toThrow(
      'Run 1 has no predictions of a test part: it was validated',
    );
  });

  test('a budget ends it after a trial, says how many are left out, and more of it goes on', async () => {
    const wider = requestOf({ learningRate: [0.005, 0.006, 0.007] }, { budget: 1e-9, seeds: 2 });
    const begun = await run(wider);
    expect([begun.trials.length, begun.leftOut, begun.tested.runs.length]).toEqual([1, 2, 2]);
    const whole = await run({ ...wider, budget: null });
    expect(whole.leftOut).toBe(0);
    expect(whole.trials[0]).toEqual(begun.trials[0]);
    expect(whole.sweep).toBe(begun.sweep);
    expect(runRow(store, begun.tested.runs[1]!).curve).toBe(begun.tested.runs[0]);
  });

  test('stopped in the middle of a trial, it goes on within that trial', async () => {
    const asked = requestOf({ epochs: [6], learningRate: [0.011, 0.012] });
    const controller = new AbortController();
    const stopped = sweep(store, asked, {
      signal: controller.signal,
      emit: (event) => {
        // In the fifth of six epochs of the second trial.
        if (event.type === 'progress' && event.done >= 1.7) controller.abort();
      },
    });
    await expect(stopped).rejects.toThrow('aborted');
    const [half] = listRunRows(store);
    expect(half).toMatchObject({ state: 'cancelled', resumable: true });
    const resumed = await run(asked);
    expect(resumed.trials.map(({ run: id, state }) => [id, state])).toEqual([
      [half!.id - 1, 'done'],
      [half!.id, 'done'],
    ]);
  });

  test('a combination that is refused is said, and the others are tried', async () => {
    const asked = requestOf({ vectors: ['no-such-file.txt', 'null'] });
    asked.configs[1] = requestOf({ epochs: [2] }).configs[0]!;
    const { trials, chosen } = await run(asked);
    expect(trials.map(({ state }) => state)).toEqual(['refused', 'done']);
    expect(trials[0]!.problem).toContain('no-such-file.txt');
    expect(chosen.run).toBe(trials[1]!.run);
    const none = {
      ...asked,
      configs: [asked.configs[0]!],
      settings: [{ setting: 'vectors', values: ['x'] }],
    };
    await expect(run(none)).rejects.toThrow('None of the trials could be trained.');
  });

  test('what is compared on a test part cannot leave it out', async () => {
    const config = { ...request.configs[0]!, tested: false };
    await expect(
      learningCurve(
        store,
        { config, sizes: 'all', seeds: 1 },
        {
          emit: () => {},
          signal: new AbortController().signal,
        },
      ),
    ).rejects.toThrow('are tested');
  });
});
