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
import type { TrainingEvent } from '../training/loop.ts';
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

describe('a run that was stopped goes on with the losses of one that was not, to the bit', () => {
  test.each([
    ['by Adam', { optimizer: 'adam', schedule: 'constant', epochs: 4 }, 1],
    ['in its context branch', { ...inWindows, epochs: 1, contextEpochs: 3 }, 1, 'context.'],
  ])('%s', async (_, settings, epoch, prefix = '') => {
    await expect(expectSame(store, settings, epoch, prefix)).resolves.toBeUndefined();
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
    const [one, other] = [await stoppedAfter(store, settings, 1), await stoppedAfter(store, settings, 1)];
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
