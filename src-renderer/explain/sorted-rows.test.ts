import { expect, it } from 'vitest';
import type { ExplainedRow } from '../../src-main/api/types.ts';
import { explainedCells, explainedColumns } from '../../src-main/api/explained-table.ts';
import { sortedRows } from './sorted-rows.ts';

function row(document: number, agreement: number | null, change: number): ExplainedRow {
  const top = { document: 1, text: '=1+1', position: 2, value: change };
  const measures = { attention: 0.1 * document, leaveOneOut: 0.2, recency: 0.3, random: 0.4 };
  return {
    document,
    publishedAt: 0,
    symbols: ['A', 'B'],
    text: 'said',
    truth: 'up',
    predicted: 'down',
    probability: 0.75,
    probabilityWithoutContext: 0.5,
    texts: 2,
    mostAttended: null,
    mostInfluential: top,
    agreement,
    comprehensiveness: measures,
    sufficiency: measures,
  };
}

const rows = [row(1, 0.5, 1), row(2, null, -3), row(3, -0.5, 2)];
const order = (...given: Parameters<typeof sortedRows>) =>
  sortedRows(...given).map(({ document }) => document);

it('sorts by a measure; a text without one stands last in both directions', () => {
  expect(order(rows, 'agreement', 'descending')).toEqual([1, 3, 2]);
  expect(order(rows, 'agreement', 'ascending')).toEqual([3, 1, 2]);
  // How much a text matters, whatever it speaks for.
  expect(order(rows, 'influence', 'descending')).toEqual([2, 3, 1]);
  expect(order(rows, 'attention', 'descending')).toEqual([1, 2, 3]);
  expect(order(rows, 'comprehensiveness', 'descending')).toEqual([3, 2, 1]);
});

it('a row of the table has a cell for each column', () => {
  const cells = explainedCells(rows[0]!, (value) => `${value}!`);
  expect(cells).toHaveLength(explainedColumns.length);
  const of = (column: (typeof explainedColumns)[number]) => cells[explainedColumns.indexOf(column)];
  expect(of('published_at')).toBe('1970-01-01T00:00:00.000Z');
  expect(of('tickers')).toBe('A B');
  expect(of('predicted_name')).toBe(`${of('predicted')}!`);
  expect(of('most_attended_document')).toBeNull();
  expect(of('most_influential_text')).toBe('=1+1');
  expect(of('comprehensiveness_attention')).toBe(0.1);
  expect(of('sufficiency_random')).toBe(0.4);
});
