import { expect, test } from 'vitest';
import { beyondChance } from './chance.ts';

test('what guessing reaches less than once in a thousand times, as a table of the binomial distribution has it', () => {
  // scipy.stats.binom.sf: of 10 coins 10 heads come once in 1024 times, of 20 at least 17 with .00129, 18 with .00020.
  expect(beyondChance(10, 0.5)).toBeCloseTo(10 / 10, 10);
  expect(beyondChance(20, 0.5)).toBeCloseTo(18 / 20, 10);
  // Of 60, at least 42 with .00134, 43 with .00053.
  expect(beyondChance(60, 0.5)).toBeCloseTo(43 / 60, 10);
});
