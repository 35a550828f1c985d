import { expect, test } from 'vitest';
import { ageInWords } from './age-in-words.ts';
import { ageLimits, groupsByAge } from './window-ages.ts';

const hour = 3_600_000;
const day = 24 * hour;

test('every text stands in one group, by how old the newest of its window is', () => {
  const ages = [null, 0, hour - 1, hour, 5 * hour, 6 * hour, day - 1, day, 7 * day, 300 * day];
  const groups = groupsByAge(ages);
  expect(groups.map(({ from, to, texts }) => [ageInWords({ from, to }), texts])).toEqual([
    ['no window', [0]],
    ['under 1 h', [1, 2]],
    ['1 to 6 h', [3, 4]],
    ['6 to 24 h', [5, 6]],
    ['1 to 7 d', [7]],
    ['7 d or more', [8, 9]],
  ]);
  expect(groups.flatMap(({ texts }) => texts)).toHaveLength(ages.length);
  expect(ageLimits).toEqual([hour, 6 * hour, day, 7 * day]);
});
