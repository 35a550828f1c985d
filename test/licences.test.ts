import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dependencies, licences, licencesPath } from '../scripts/licences/document.ts';

test('docs/licences.md lists every dependency as package-lock.json has it', async () => {
  const isCurrent = readFileSync(licencesPath, 'utf8') === (await licences());
  expect(isCurrent, 'docs/licences.md is out of date: run "npm run licences"').toBe(true);
});

/** Those that ask for no more than to be named; of a choice one of them is enough. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'Apache-2.0 AND MIT',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  '(MIT OR CC0-1.0)',
  // Fonts, which may come with any program that names them.
  'OFL-1.1',
]);
/** Of programs and data that build and test it, and are in nothing that is given to others. */
const ofTools = new Set(['BlueOak-1.0.0', 'CC-BY-4.0', 'MPL-2.0']);

test('what is installed with the application may be used and passed on like the application', () => {
  const others = dependencies().filter(({ licence, installed }) => {
    return !permissive.has(licence) && (installed || !ofTools.has(licence));
  });
  expect(others).toEqual([]);
});
