import { expect, test } from 'vitest';
import { contextSpecSchema } from '../../src-main/context/spec.ts';
import { aboutWindow } from '../../src-main/configs/settings.ts';
import { windowChoices, windowIn } from './window-address.ts';

const usual = contextSpecSchema.parse({});
const settings = aboutWindow();

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
  expect(windowIn((name) => choices[name] ?? null, usual, settings)).toEqual({ spec, wrong: [] });
});

test('the usual window is not in the address', () => {
  expect(Object.values(windowChoices(usual, usual))).toEqual(Object.keys(usual).map(() => null));
  const limited = { ...usual, maxAgeMs: 1 };
  const choices = windowChoices(usual, limited);
  expect(windowIn((name) => choices[name] ?? null, limited, settings).spec).toEqual(usual);
});

test.each([
  ['n', '500', 'Texts: “500” in the address is not a whole number from 0 to 128.'],
  ['n', 'many', 'Texts: “many” in the address is not a whole number from 0 to 128.'],
  ['scope', 'galaxy', 'Scope: “galaxy” in the address is not company, author'],
  ['noRetweets', 'yes', 'No retweets: “yes” in the address is not true or false.'],
  ['maxAgeMs', '-1', 'Max age: “-1” in the address is not a number above 0, or none for no limit.'],
])('an address in which %s is %s says so, and the usual window is shown', (part, written, sentence) => {
  const { spec, wrong } = windowIn((name) => (name === `window.${part}` ? written : null), usual, settings);
  expect(spec).toEqual(usual);
  expect(wrong).toEqual([expect.stringContaining(sentence)]);
});
