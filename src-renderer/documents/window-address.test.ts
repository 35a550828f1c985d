import { expect, test } from 'vitest';
import { contextSpecSchema } from '../../src-main/context/spec.ts';
import { windowChoices, windowIn } from './window-address.ts';

const usual = contextSpecSchema.parse({});

test('a window is written into the address, and read from it', () => {
  const spec = contextSpecSchema.parse({
    n: 16,
    scope: 'author',
    maxAgeMs: 3_600_000,
    noRetweets: true,
    noNearDuplicates: false,
  });
  const choices = windowChoices(spec, usual);
  expect(choices).toMatchObject({ 'window.n': '16', 'window.noNearDuplicates': 'false' });
  expect(windowIn((name) => choices[name] ?? null, usual)).toEqual(spec);
});

test('the usual window is not in the address, and what cannot be read is the usual', () => {
  expect(Object.values(windowChoices(usual, usual))).toEqual(Object.keys(usual).map(() => null));
  expect(windowIn((name) => (name === 'window.n' ? 'many' : null), usual)).toEqual(usual);
  const limited = { ...usual, maxAgeMs: 1 };
  const choices = windowChoices(usual, limited);
  expect(windowIn((name) => choices[name] ?? null, limited)).toEqual(usual);
});
