import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { namedFiles } from './named-files.ts';

test('a folder and a pattern stand for their files, any other name for itself', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'inner'));
  const path = (name: string): string => join(folder, name);
  for (const name of ['b.csv', 'a.csv', 'c.txt', '.hidden', 'inner/d.csv']) writeFileSync(path(name), 'x');
  expect(await namedFiles([folder])).toEqual([path('a.csv'), path('b.csv'), path('c.txt')]);
  expect(await namedFiles([path('*.csv')])).toEqual([path('a.csv'), path('b.csv')]);
  expect(await namedFiles([path('c.txt'), 'missing.csv', path('*.xyz')])).toEqual([
    path('c.txt'),
    'missing.csv',
    path('*.xyz'),
  ]);
});
