import { expect, test } from 'vitest';
import { trainConfigSchema } from '../../configs/all.ts';
import { joinedArms } from './joined-arms.ts';
import { seedStabilities } from './seeds-of-runs.ts';

const days = ['2018-07-17', '2018-07-18', '2018-07-19', '2018-07-20'];
const rows = [
  [1, 2, 3, 4],
  [2, 1, 4, 3],
  [0, 3, 1, 2],
].map((row) => Float64Array.from(row));
const usual = [
  [1, 0],
  [0, 1],
  [1, 1],
];
const lastText = Date.parse('2018-07-18T20:00:00Z');

test('what is compared with later returns has none of them in it', () => {
  const arms = joinedArms(usual, null, { days, rows }, lastText);
  const changed = rows.map((row) => row.map((value, at) => (at < 2 ? value : value * 7 - 3)));
  const others = joinedArms(usual, null, { days, rows: changed }, lastText);
  expect(arms.map(({ name }) => name)).toEqual([
    'daily returns less the market',
    'company-embedding + daily returns',
  ]);
  for (const [at, { vectors, before }] of arms.entries()) {
    expect(others[at]!.before).toEqual(before);
    expect(others[at]!.vectors).not.toEqual(vectors);
  }
});

test('what is not known is not joined', () => {
  expect(joinedArms(usual, null, null, lastText)).toEqual([]);
  expect(joinedArms(usual, usual, null, lastText).map(({ name }) => name)).toEqual([
    'company-embedding + the name',
  ]);
  expect(joinedArms(usual, usual, { days, rows }, lastText)).toHaveLength(4);
});

test('runs are compared with those that differ in nothing but the seed', () => {
  const config = (settings: object) => trainConfigSchema.parse({ recipe: 'company-embedding', ...settings });
  const vectors = Array.from({ length: 14 }, (_, i) => [Math.cos(i), Math.sin(i), (i * i) % 5]);
  const found = seedStabilities([
    { config: config({ objective: 'match', seed: 1 }), vectors },
    { config: config({ objective: 'match', seed: 2 }), vectors },
    { config: config({ objective: 'match', epochs: 3 }), vectors },
  ]);
  expect(found).toEqual([1, 1, null]);
});
