import { expect, test } from 'vitest';
import { trainConfigSchema } from '../configs/all.ts';
import { jobs } from './all.ts';
import { jobEventSchema, jobSpecSchema } from './protocol.ts';
import type { JobSpecInput } from './protocol.ts';

test('each job stands in the table under its kind', () => {
  const kinds = Object.entries(jobs).map(([name, { kind }]) => [name, kind]);
  expect(kinds.filter(([name, kind]) => name !== kind)).toEqual([]);
});

test.each<[JobSpecInput, boolean]>([
  [{ kind: 'import', files: ['a.csv'] }, true],
  [{ kind: 'train', config: trainConfigSchema.parse({ recipe: 'topic' }) }, true],
  [{ kind: 'resume', run: 1 }, true],
  [{ kind: 'label', run: 1 }, true],
  [{ kind: 'label', run: 1, dryRun: true }, false],
  [{ kind: 'explain', run: 1, document: 1 }, false],
  [{ kind: 'devices' }, false],
])('%j stores something: %s', (request, stores) => {
  const spec = jobSpecSchema.parse(request);
  expect(jobs[spec.kind].stores(spec)).toBe(stores);
});

test('a result is checked by the kind of its job', () => {
  const words = { type: 'done', kind: 'words', result: [{ word: 'profit', nearest: null }] };
  expect(jobEventSchema.parse(words)).toEqual(words);
  expect(jobEventSchema.safeParse({ ...words, kind: 'explain' }).success).toBe(false);
  expect(jobEventSchema.safeParse({ ...words, kind: 'unknown' }).success).toBe(false);
  expect(jobEventSchema.safeParse({ type: 'done', result: [] }).success).toBe(false);
});
