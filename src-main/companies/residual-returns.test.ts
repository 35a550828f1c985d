import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { residualReturns } from './residual-returns.ts';

test('a day without an adjusted price beside adjusted ones is no return', async () => {
  const store = temporaryStore();
  const rows = [
    'AAA,2020-01-02,400,100',
    'AAA,2020-01-03,404,101',
    'AAA,2020-01-06,408,',
    'AAA,2020-01-07,412,103.02',
    'BBB,2020-01-02,50,50',
    'BBB,2020-01-03,50,50',
    'BBB,2020-01-06,50,50',
    'BBB,2020-01-07,50,50',
  ];
  await importContent(store, 'prices.csv', `ticker,date,close,adj_close\n${rows.join('\n')}\n`);
  const found = residualReturns(store, ['AAA', 'BBB'])!;
  expect(found.days).toEqual(['2020-01-03', '2020-01-06', '2020-01-07']);
  // Of 1 % and 2 % against nothing, half is the market.
  const [first, second] = found.rows.map((row) => [...row]);
  expect(first![0]).toBeCloseTo(0.005, 9);
  expect(first![1]).toBeNaN();
  expect(first![2]).toBeCloseTo(0.01, 9);
  expect(second![2]).toBeCloseTo(-0.01, 9);
});
