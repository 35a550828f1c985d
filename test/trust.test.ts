/** A few tries of each part of `npm run test:trust` that takes no longer than a test may. */
import { expect, test } from 'vitest';
import { killedImports } from '../scripts/trust/killed-imports.ts';
import { killedBins } from '../scripts/trust/killed-bins.ts';
import { damagedFiles } from '../scripts/trust/damaged-files.ts';
import { bound } from '../scripts/trust/report.ts';
import { Random } from '../src-main/random.ts';

test('an import that is killed loses nothing', async () => {
  expect((await killedImports(1, new Random(5))).losses).toEqual([]);
}, 120_000);

test('a bin that is killed while it is emptied loses nothing else, and is empty after the second try', async () => {
  expect((await killedBins(2, new Random(1))).losses).toEqual([]);
}, 120_000);

test('a damaged file is noticed', async () => {
  const { losses, tries } = await damagedFiles(8, new Random(9));
  expect({ losses, tries }).toEqual({ losses: [], tries: 8 });
}, 120_000);

test('what tries without a loss say is the exact bound: 59 of them leave 5 %', () => {
  expect(bound(59)).toBeGreaterThan(0.049);
  expect(bound(59)).toBeLessThan(0.05);
  expect(bound(200)).toBeCloseTo(0.0149, 4);
});
