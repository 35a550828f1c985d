import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSample } from '../export/trained-run.testing.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { runMetrics } from '../store/runs.ts';
import { configOf, expectSame, inWindows, quiet, stoppedAfter } from './stopped-training.testing.ts';
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

describe('a run that was stopped goes on with the losses of one that was not, to the bit', () => {
  const plateau = { schedule: 'plateau', plateauPatience: 0, epochs: 6, learningRate: 0.02, patience: 6 };

  test.each([
    ['with a plateau', plateau, 3],
    ['with a table that is not trained', { tuned: false, epochs: 4 }, 2],
    ['by SGD', { optimizer: 'sgd', learningRate: 0.1, schedule: 'constant', epochs: 4 }, 2],
    ['by AdamW, in windows', { ...inWindows, context: 'self', epochs: 2, contextModel: 'joint' }, 1],
    ['in the text model of one in windows', { ...inWindows, epochs: 2, contextEpochs: 1 }, 1],
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
    await expect(expectSame(store, settings, epoch, prefix)).resolves.toBeUndefined();
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
    const stopped = await stoppedAfter(store, settings, whole.epochs - 1);
    const resumed = await resume(store, stopped, quiet());
    expect(resumed.epochs).toBe(whole.epochs);
    expect(runMetrics(store, stopped)).toEqual(runMetrics(store, whole.run));
  });
});
