import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFile } from '../../test/support/workspace.ts';
import { importSample } from '../export/trained-run.testing.ts';
import { importFile } from '../ingest/import.ts';
import { UserError } from '../errors.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { listRuns, runMetrics } from '../store/runs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type { TrainingContext, TrainingEvent } from '../training/loop.ts';
import { resume, train } from './train.ts';

let store: WritableStore;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

const quiet = (): TrainingContext => ({ emit: () => {}, signal: new AbortController().signal });
const configOf = (settings: object) =>
  trainConfigSchema.parse({
    recipe: 'document-attention',
    device: 'cpu',
    width: 8,
    heads: 2,
    trainSize: 200,
    nearCopies: null,
    ...settings,
  });

/** A run that was stopped while it learned in the epoch after `epoch`, of the stage whose metrics have a prefix. */
async function stoppedAfter(settings: object, epoch: number, prefix = ''): Promise<number> {
  const controller = new AbortController();
  const emit = (event: TrainingEvent) => {
    if (event.type === 'metric' && event.name.startsWith(prefix) && event.epoch > epoch)
      controller.abort(new Error('stopped'));
  };
  await expect(train(store, configOf(settings), { emit, signal: controller.signal })).rejects.toThrow(
    'stopped',
  );
  return listRuns(store)[0]!.id;
}

const masked = {
  recipe: 'masked-language-model',
  checkpoint: join(import.meta.dirname, '../../test/golden/encoders/bert'),
  maxTokens: 24,
  heads: undefined,
  width: undefined,
  trainSize: undefined,
  nearCopies: undefined,
  before: '2024-03-06',
};
const inWindows = { recipe: 'contextual-sentiment', context: 'cross', window: { n: 2 } };

describe('a run that was stopped goes on with the losses of one that was not, to the bit', () => {
  const plateau = { schedule: 'plateau', plateauPatience: 0, epochs: 6, learningRate: 0.02, patience: 6 };

  test.each([
    ['with a plateau', plateau, 3],
    ['with a table that is not trained', { tuned: false, epochs: 4 }, 2],
    ['by Adam', { optimizer: 'adam', schedule: 'constant', epochs: 4 }, 1],
    ['by SGD', { optimizer: 'sgd', learningRate: 0.1, schedule: 'constant', epochs: 4 }, 2],
    ['by AdamW, in windows', { ...inWindows, context: 'self', epochs: 2, contextModel: 'joint' }, 1],
    ['in the text model of one in windows', { ...inWindows, epochs: 2, contextEpochs: 1 }, 1],
    ['in its context branch', { ...inWindows, epochs: 1, contextEpochs: 3 }, 1, 'context.'],
    ['before the first epoch of its branch', { ...inWindows, epochs: 2 }, -1, 'context.'],
    [
      'in a branch that reads its own words',
      { ...inWindows, context: 'self', epochs: 1, contextEpochs: 2 },
      1,
      'context.',
    ],
    ['masked tokens', { ...masked, epochs: 2 }, 1],
    ['word vectors', { recipe: 'word2vec', heads: undefined, nearCopies: undefined, epochs: 2 }, 1],
  ])('%s', async (_, settings, epoch, prefix = '') => {
    const {
      seconds: _whole,
      phases: _parts,
      run,
      ...whole
    } = await train(store, configOf(settings), quiet());
    const stopped = await stoppedAfter(settings, epoch, prefix);
    const {
      seconds: _resumed,
      phases: _others,
      run: same,
      ...resumed
    } = await resume(store, stopped, quiet());
    expect(same).toBe(stopped);
    expect(runMetrics(store, stopped)).toEqual(runMetrics(store, run));
    expect(resumed).toEqual(whole);
  });

  test('the plateau was reached', async () => {
    const losses = async (settings: object) => {
      const { run } = await train(store, configOf(settings), quiet());
      return runMetrics(store, run).map(({ value }) => value);
    };
    expect(await losses(plateau)).not.toEqual(await losses({ ...plateau, schedule: 'constant' }));
  });

  test('and stops as early', async () => {
    const settings = { patience: 1, epochs: 40, learningRate: 0.05 };
    const whole = await train(store, configOf(settings), quiet());
    expect(whole.epochs).toBeLessThan(40);
    const stopped = await stoppedAfter(settings, whole.epochs - 1);
    const resumed = await resume(store, stopped, quiet());
    expect(resumed.epochs).toBe(whole.epochs);
    expect(runMetrics(store, stopped)).toEqual(runMetrics(store, whole.run));
  });

  test('also where it broke off after its last epoch', async () => {
    const settings = { epochs: 2 };
    const whole = await train(store, configOf(settings), quiet());
    const emit = (event: TrainingEvent) => {
      if (event.type === 'progress' && event.stage === 'testing') throw new Error('broken');
    };
    await expect(train(store, configOf(settings), { ...quiet(), emit })).rejects.toThrow('broken');
    const { id } = listRuns(store)[0]!;
    expect(await resume(store, id, quiet())).toMatchObject({
      epochs: 2,
      test: 'test' in whole && whole.test,
    });
    expect(runMetrics(store, id)).toEqual(runMetrics(store, whole.run));
  });
});

describe('the texts of the windows are data of a run', () => {
  const settings = { ...inWindows, window: { n: 8 }, epochs: 2 };

  function tweets(name: string, at: string): string {
    const rows = store.db
      .prepare<[], string>('SELECT symbol FROM company')
      .pluck()
      .all()
      .map((symbol) => `${at},${symbol},${name} says little of ${symbol}`);
    return temporaryFile(`${name}.csv`, `time,ticker,text\n${rows.join('\n')}\n`);
  }

  function lastTime(): number {
    return store.db.prepare<[], number>('SELECT max(published_at) FROM document').pluck().get()!;
  }

  test('it does not go on where further texts fall into them', async () => {
    const [one, other] = [await stoppedAfter(settings, 1), await stoppedAfter(settings, 1)];
    const later = new Date(lastTime() + 1000).toISOString();
    await importFile(store, tweets('later', later), { as: null, labels: null });
    await expect(resume(store, one, quiet())).resolves.toMatchObject({ run: one, epochs: 4 });

    const middle = store.db
      .prepare<[], number>(
        'SELECT published_at FROM document WHERE published_at > 0 ORDER BY published_at LIMIT 1 OFFSET 1500',
      )
      .pluck()
      .get()!;
    await importFile(store, tweets('between', new Date(middle).toISOString()), { as: null, labels: null });
    const refused = resume(store, other, quiet());
    await expect(refused).rejects.toThrow(
      `The data of run ${other} have changed since it started: train it again.`,
    );
    await expect(refused).rejects.toBeInstanceOf(UserError);
  });
});
