import { expect, test } from 'vitest';
import { coMentions } from './co-mentions.ts';
import { walkPpmi } from './random-walks.ts';
import { multiply, type SparseMatrix, sparseMatrix } from './sparse-matrix.ts';

function dense(matrix: SparseMatrix): number[][] {
  const { rows, columns } = matrix;
  const identity = Float64Array.from({ length: columns ** 2 }, (_, at) => (at % (columns + 1) === 0 ? 1 : 0));
  const all = [...multiply(matrix, identity, columns)];
  return Array.from({ length: rows }, (_, row) => all.slice(row * columns, (row + 1) * columns));
}

/** Numbers that are the same in eight places. */
function near(rows: readonly number[][]): unknown[][] {
  return rows.map((row) => row.map((value): unknown => expect.closeTo(value, 8)));
}

/** Two texts about 0 and 1, one about 0 and 2, one about 2, 3 and 4. */
const weights = coMentions(
  [
    [0, 1],
    [1, 0],
    [0, 2],
    [2, 3, 4],
  ],
  5,
);

test('a text that names n companies adds 1 / (n - 1) to each of their pairs', () => {
  expect(dense(weights)).toEqual([
    [0, 2, 1, 0, 0],
    [2, 0, 0, 0, 0],
    [1, 0, 0, 0.5, 0.5],
    [0, 0, 0.5, 0, 0.5],
    [0, 0, 0.5, 0.5, 0],
  ]);
});

/** Companies 3 and 4 are named with no other. */
const graph = coMentions(
  [
    [0, 1],
    [0, 1],
    [0, 2],
  ],
  5,
);

test('one step is the PPMI of the co-mentions', () => {
  // Of two pairs (0, 1) and one (0, 2): log(p(a, b) / (p(a) p(b))) = log(2/6 / (3/6 · 2/6)), log(1/6 / (3/6 · 1/6)).
  const two = Math.log(2);
  expect(dense(walkPpmi(graph, 1))).toEqual(
    near([
      [0, two, two, 0, 0],
      [two, 0, 0, 0, 0],
      [two, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]),
  );
});

test('three steps are those of the definition, computed with NumPy', () => {
  // Half a pair (2, 3), and nothing about 4.
  const kept = dense(weights).map(
    (row, i) => new Map(row.map((value, j) => [j, i === 4 || j === 4 ? 0 : value])),
  );
  expect(dense(walkPpmi(sparseMatrix(kept, 5), 3))).toEqual(
    near([
      [0, 0.3846743384, 0.1417281598, 0, 0],
      [0.3846743384, 0, 0, 0, 0],
      [0.1417281598, 0, 0, 0.8836655046, 0],
      [0, 0, 0.8836655046, 0.4418327523, 0],
      [0, 0, 0, 0, 0],
    ]),
  );
});
