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
const states = (current: string | null) => filesUnderWay(files, current, [source]).map(({ state }) => state);

it('files before the one that is read are imported, or were not, and those after it wait', () => {
  expect(states('c.csv')).toEqual(['imported', 'not imported', 'reading', 'waiting']);
  expect(filesUnderWay(files, 'c.csv', [source])[0]?.counts).toEqual({
    kind: 'prices',
    accepted: 3,
    duplicate: 2,
    rejected: 1,
  });
});

it('before the first is read all wait', () => {
  expect(states(null)).toEqual(['waiting', 'waiting', 'waiting', 'waiting']);
});
