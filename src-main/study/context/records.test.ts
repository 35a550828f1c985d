import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { resultsVersion as version } from '../../version.ts';
import { expectedTime } from './expected-time.ts';
import { keepTask } from './folder.ts';
import { tasksOf } from './plan.ts';
import { readStudyRecord, studyRecord, studyRecords, studyResult } from './records.ts';
import { studyRequestSchema } from './request.ts';

const request = studyRequestSchema.parse({
  encoders: [{ name: 'words', config: trainConfigSchema.parse({ recipe: 'contextual-sentiment' }) }],
  arms: ['none', 'cross'],
  seeds: 2,
});

/** A workspace with a study of which the first trainings are finished, each in so many seconds. */
function workspaceWith(seconds: readonly number[], more: object = {}): { dir: string } {
  const dir = temporaryFolder();
  const folder = join(dir, 'studies', 'abc');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'study.json'),
    JSON.stringify({ study: 'abc', version, fingerprint: '0', ...request, ...more }),
  );
  for (const [index, task] of tasksOf(request).slice(0, seconds.length).entries()) {
    keepTask(folder, task, { results: [result(task.key, task.seed, seconds[index]!)], text: null });
  }
  return { dir };
}

function result(key: string, seed: number, seconds: number) {
  const shares = { train: 1, valid: 1, test: 1 };
  return {
    key,
    arm: key.split(' ')[0]!,
    seed,
    probabilities: [[0.5, 0.5]],
    calibrated: true,
    valid: { accuracy: 1, macroF1: 1 },
    parameters: 1,
    epochs: null,
    tried: 1,
    seconds,
    withWindow: shares,
    later: { train: 0, valid: 0, test: 0 },
  };
}

test('a study that was stopped is in the list with how far it came', () => {
  const store = workspaceWith([1, 1, 1], { texts: { train: 10, valid: 2, test: 3 } });
  expect(studyRecords(store)).toMatchObject([
    { study: 'abc', request, trainings: 4, done: 3, texts: { train: 10, valid: 2, test: 3 } },
  ]);
  expect(studyResult(studyRecord(store, 'abc'))).toBeNull();
});

test('one of an earlier version, which did not count its texts, is there too', () => {
  expect(studyRecord(workspaceWith([]), 'abc')).toMatchObject({ texts: null, trainings: 4, done: 0 });
});

test('it was begun when it was begun first, also after it has gone on', () => {
  const begunAt = Date.UTC(2020, 0, 1);
  expect(studyRecord(workspaceWith([1], { begunAt }), 'abc')).toMatchObject({ begunAt });
});

test('a workspace without studies has none', () => {
  expect(studyRecords({ dir: temporaryFolder() })).toEqual([]);
});

test('a damaged study hides no others, and a name leads nowhere else', () => {
  const store = workspaceWith([1]);
  const broken = join(store.dir, 'studies', 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'study.json'), '{"study": 1');
  expect(studyRecords(store).map(({ study }) => study)).toEqual(['abc', 'broken']);
  expect(readStudyRecord(store, 'broken')).toMatchObject({ problem: expect.stringContaining(broken) });
  expect(() => studyRecord(store, 'broken')).toThrow('cannot be read');
  expect(() => studyRecord(store, 'nothing')).toThrow('There is no study nothing');
  expect(() => studyRecord(store, '../studies/abc')).toThrow('There is no study');
});

test('a result that cannot be read is named', () => {
  const store = workspaceWith([]);
  const path = join(store.dir, 'studies', 'abc', 'result.json');
  writeFileSync(path, '{}');
  expect(() => studyResult(studyRecord(store, 'abc'))).toThrow(path);
});

test('the expected time is that of earlier trainings, by the texts that they learned', () => {
  // The text alone takes 2 s for 10 texts, and what reads the window 4 s.
  const store = workspaceWith([2, 4], { texts: { train: 10, valid: 2, test: 3 } });
  const expected = (count: number, encoders = request.encoders) => {
    const asked = { ...request, encoders, seeds: 3 };
    return expectedTime(
      store,
      {
        folder: join(store.dir, 'studies', 'new'),
        study: 'new',
        request: asked,
        tasks: tasksOf(asked),
        texts: 100,
      },
      count,
    );
  };
  // Three seeds of both, on ten times the texts.
  expect(expected(1)).toEqual({ seconds: 3 * (20 + 40), from: 'earlier' });
  expect(expected(2)).toEqual({ seconds: (3 * (20 + 40)) / 2, from: 'earlier' });
  const [words] = request.encoders;
  const config = trainConfigSchema.parse({ ...words!.config, encoder: 'checkpoint', checkpoint: 'me/small' });
  if (config.recipe !== 'contextual-sentiment') throw new Error('another recipe');
  expect(expected(1, [{ name: 'me/small', config }])).toBeNull();
});

test('without earlier trainings the time of words is a usual one', () => {
  const tasks = tasksOf(request);
  const store = { dir: temporaryFolder() };
  const expected = expectedTime(
    store,
    { folder: join(store.dir, 'studies', 'new'), study: 'new', request, tasks, texts: 1000 },
    1,
  );
  expect(expected).toMatchObject({ from: 'usual' });
  expect(expected!.seconds).toBeGreaterThan(0);
});
