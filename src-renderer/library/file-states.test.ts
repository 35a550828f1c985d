import { expect, it } from 'vitest';
import type { SourceFile } from '../../src-main/api/types.ts';
import { filesUnderWay } from './file-states.ts';

const source: SourceFile = {
  id: 1,
  name: 'a.csv',
  path: '/d/a.csv',
  kind: 'prices',
  scheme: '',
  encoding: 'utf-8',
  bytes: 1,
  sha256: '',
  importedAt: 0,
  records: 6,
  accepted: 3,
  duplicate: 2,
  rejected: 1,
  seconds: 1,
  whole: true,
};
const files = ['/d/a.csv', '/d/broken.csv', '/d/c.csv', '/d/e.csv'];
const reading = (stage: string) => ({ stage, done: 1, total: 9, unit: 'bytes', rows: 400, seconds: 2 });
const states = (current: string | null) =>
  filesUnderWay(files, current === null ? null : reading(current), [source]).map(({ state }) => state);

it('files before the one that is read are imported, or were not, and those after it wait', () => {
  expect(states('c.csv')).toEqual(['imported', 'not imported', 'reading', 'waiting']);
  const [first, , third] = filesUnderWay(files, reading('c.csv'), [
    source,
    { ...source, name: 'c.csv', whole: false },
  ]);
  expect(first).toMatchObject({
    kind: 'prices',
    rows: 6,
    perSecond: 6,
    counts: { accepted: 3, duplicate: 2, rejected: 1 },
  });
  expect(third).toMatchObject({ kind: 'prices', rows: 400, perSecond: 200, counts: null });
});

it('before the first is read all wait', () => {
  expect(states(null)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
});

it('a file by itself has its row, also if the import was started elsewhere', () => {
  const row = { name: 'a.csv', state: 'reading', rows: 400, perSecond: 200 };
  expect(filesUnderWay(['/d/a.csv'], reading('a.csv'), [])).toMatchObject([{ path: '/d/a.csv', ...row }]);
  expect(filesUnderWay([], reading('a.csv'), [])).toMatchObject([{ path: 'a.csv', ...row }]);
  expect(filesUnderWay([], null, [])).toEqual([]);
  // The kind is that of this import, not of an earlier one of a file of this name.
  expect(filesUnderWay([], reading('a.csv'), [source])).toMatchObject([{ kind: null }]);
});
