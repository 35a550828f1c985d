import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jobNames } from '../src-renderer/frame/job-words.ts';

test('every job that can be started from the window has a name', () => {
  const router = readFileSync('src-main/api/router.ts', 'utf8');
  const started = [...router.matchAll(/handler\(start\('([\w-]+)'\)\)/g)].map(([, kind]) => kind);
  expect(started).toContain('import');
  expect(started.filter((kind) => !Object.keys(jobNames).includes(kind ?? ''))).toEqual([]);
});
