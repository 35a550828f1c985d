import { expect, test } from 'vitest';
import { z } from 'zod';
import { schemaSentence } from './schema-sentence.ts';

const schema = z.strictObject({
  text: z.string().min(1).max(10_000).default('x'),
  word: z.string().min(3).default('word'),
  k: z.int().min(1).max(100).default(1),
  age: z.number().positive().lt(5).default(1),
  scope: z.enum(['company', 'author', 'market']).default('company'),
  files: z.array(z.string()).min(1).max(2).default(['x']),
  window: z.object({ n: z.int().min(0) }).default({ n: 0 }),
  run: z.number().default(1),
  verified: z.boolean().default(true),
  either: z.union([z.literal('a'), z.number()]).default('a'),
  kind: z.literal('train').default('train'),
});

test.each([
  [{ text: '' }, '"text" is empty.'],
  [{ text: 'x'.repeat(10_001) }, '"text" is too long: it takes at most 10,000 characters.'],
  [{ word: 'a' }, '"word" is too short: it takes at least 3 characters.'],
  [{ text: 5 }, '"text" must be a text.'],
  [{ k: 0 }, '"k" must be at least 1.'],
  [{ k: 101 }, '"k" must be at most 100.'],
  [{ k: 1.5 }, '"k" must be a whole number.'],
  [{ k: Number.NaN }, '"k" must be a number.'],
  [{ age: 0 }, '"age" must be above 0.'],
  [{ age: 5 }, '"age" must be below 5.'],
  [{ scope: 'sector' }, '"scope" must be one of company, author, market.'],
  [{ kind: 'test' }, '"kind" must be train.'],
  [{ files: [] }, '"files" is empty.'],
  [{ files: ['a', 'b', 'c'] }, '"files" has too many entries: it takes at most 2.'],
  [{ files: 'a' }, '"files" must be a list.'],
  [{ window: {} }, '"window.n" is missing.'],
  [{ window: { n: -3 } }, '"window.n" must be at least 0.'],
  [{ verified: 'yes' }, '"verified" must be true or false.'],
  [{ either: true }, '"either" is not of a known kind.'],
  [{ colour: 1 }, 'The request has no field "colour".'],
  [[], 'The request must be an object.'],
  [{ k: 0, run: 'x' }, '"k" must be at least 1. "run" must be a number.'],
])('%j', (value, sentence) => {
  const { error } = schema.safeParse(value);
  expect(schemaSentence(error!.issues)).toBe(sentence);
});

test('the issue of another library says what it says', () => {
  expect(schemaSentence([{ message: 'no colour', path: ['a', { key: 0 }] }])).toBe(
    '"a.0" is not valid: no colour.',
  );
});

test('of many wrong values the first are named, and the others counted', () => {
  const issues = Array.from({ length: 20_000 }, (_, i) => ({ message: 'no', path: ['files', i] }));
  expect(schemaSentence(issues)).toMatch(
    /^"files\.0" is not valid: no\. .*"files\.4" is not valid: no\. 19,995 more values are wrong\.$/,
  );
  expect(schemaSentence([{ message: 'no', path: ['x'.repeat(1000)] }]).length).toBeLessThan(200);
});
