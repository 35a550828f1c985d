import { expect, it } from 'vitest';
import { pairAt, similarityRows, similarityTable } from './company-similarity.ts';
import { similarityPixels } from './similarity-picture.ts';

const four = {
  symbols: ['A', 'B', 'C', 'D'],
  clusters: [0, 0, 1, 1],
  values: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6],
};

it('the value of each pair is found among those above the diagonal, in either order', () => {
  const { value } = similarityRows(four, null);
  const found = [0, 1, 2, 3].map((one) => [0, 1, 2, 3].map((other) => value(one, other)));
  expect(found).toEqual([
    [Number.NaN, 0.1, 0.2, 0.3],
    [0.1, Number.NaN, 0.4, 0.5],
    [0.2, 0.4, Number.NaN, 0.6],
    [0.3, 0.5, 0.6, Number.NaN],
  ]);
});

it('companies that are set apart keep their pairs and clusters', () => {
  const rows = similarityRows(four, new Set(['B', 'D']));
  expect([rows.symbols, rows.clusters, rows.value(0, 1)]).toEqual([['B', 'D'], [0, 1], 0.5]);
  expect(similarityTable(rows, false)).toEqual({
    columns: ['company', 'other', 'cluster', 'other_cluster', 'cosine'],
    rows: [['B', 'D', 1, 2, 0.5]],
  });
});

it('each pair is a pixel between the two colours; what is less than 0 is as far as can be', () => {
  const rows = similarityRows({ ...four, values: [1, 0.5, -0.5, 0, 0, 0] }, null);
  const { pixels, most } = similarityPixels(rows, { far: '#000000', near: '#c86400', isDistance: false });
  expect(most).toBe(1);
  const row = [0, 1, 2, 3].map((at) => [...pixels.subarray(4 * at, 4 * at + 4)]);
  expect(row).toEqual([
    [200, 100, 0, 255],
    [200, 100, 0, 255],
    [100, 50, 0, 255],
    [0, 0, 0, 255],
  ]);
});

it('distances are the other way round, and the diagonal is near', () => {
  const rows = similarityRows({ ...four, values: [2, 1, 0, 2, 2, 2] }, null);
  const { pixels, most } = similarityPixels(rows, { far: '#000000', near: '#c8c8c8', isDistance: true });
  expect(most).toBe(2);
  expect([0, 1, 2, 3].map((at) => pixels[4 * at])).toEqual([200, 0, 100, 200]);
});

it('a place of the square is a pair; beside it and on the diagonal there is none', () => {
  const rows = similarityRows(four, null);
  const place = (column: number, row: number) => ({ x: 52 + 25 * column + 12, y: 8 + 25 * row + 12 });
  expect(pairAt(rows, 100, place(2, 0))).toEqual(['A', 'C']);
  expect(pairAt(rows, 100, place(0, 3))).toEqual(['D', 'A']);
  expect(pairAt(rows, 100, place(1, 1))).toBeNull();
  expect(pairAt(rows, 100, place(4, 1))).toBeNull();
  expect(pairAt(rows, 100, { x: 10, y: 20 })).toBeNull();
});
