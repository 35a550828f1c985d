import { expect, it } from 'vitest';
import type { CompanyDrift } from '../../src-main/api/types.ts';
import { driftOption, driftTable } from './company-drift.ts';
import { palette } from './fixtures.testing.ts';

const band = { low: 0.1, mean: 0.2, high: 0.3 };
const drift: CompanyDrift = {
  request: { run: 1, periods: 2, shuffles: 99, seed: 1 },
  periods: [
    { from: '2020-01-01', to: '2020-06-30', texts: 30 },
    { from: '2020-07-01', to: '2020-12-31', texts: 20 },
  ],
  dimensions: 4,
  overall: { drift: 0.2, ...band, p: 0.5 },
  beyond: 1,
  companies: [
    { symbol: 'A', name: 'Alpha', texts: [10, 9], drift: 0.5, ...band, p: 0.01 },
    { symbol: 'B', name: 'Beta', texts: [20, 11], drift: 0.15, ...band, p: 0.7 },
  ],
};

it('a move beyond what chance gives is marked by colour and shape', () => {
  const { series } = driftOption(drift, palette);
  const all = Array.isArray(series) ? series : [];
  expect(all.map(({ name, data }) => [name, data])).toEqual([
    [undefined, [0.1, 0.1]],
    ['middle 95 % by chance', [expect.closeTo(0.2, 9), expect.closeTo(0.2, 9)]],
    ['drift', [[0.15, 'B']]],
    ['drift beyond chance', [[0.5, 'A']]],
  ]);
});

it('the table has every period and the band', () => {
  const { columns, rows } = driftTable(drift);
  expect(columns).toHaveLength(rows[0]!.length);
  expect(rows[0]).toEqual(['A', 'Alpha', 10, 9, 0.5, 0.1, 0.2, 0.3, 0.01]);
});
