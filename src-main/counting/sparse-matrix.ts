/** A matrix (R, C) by its entries that are not zero, row by row. */
export interface SparseMatrix {
  rows: number;
  columns: number;
  /** Where each row starts in the other two, (R + 1). */
  starts: Int32Array;
  /** The columns of the entries. */
  indices: Int32Array;
  values: Float64Array;
}

/** The matrix with these entries, by column in each row; zeros are left out. */
export function sparseMatrix(rows: readonly ReadonlyMap<number, number>[], columns: number): SparseMatrix {
  const kept = rows.map((row) => [...row].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b));
  const starts = new Int32Array(rows.length + 1);
  for (const [row, entries] of kept.entries()) starts[row + 1] = starts[row]! + entries.length;
  const indices = new Int32Array(starts[rows.length]!);
  const values = new Float64Array(indices.length);
  kept.flat().forEach(([column, value], at) => {
    indices[at] = column;
    values[at] = value;
  });
  return { rows: rows.length, columns, starts, indices, values };
}

/**
 * The product with a dense matrix.
 *
 * @param dense (C, width), row by row
 * @returns (R, width)
 */
export function multiply(matrix: SparseMatrix, dense: Float64Array, width: number): Float64Array {
  const { rows, starts, indices, values } = matrix;
  const product = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      addRow(product, row * width, dense, indices[at]! * width, values[at]!, width);
    }
  }
  return product;
}

/**
 * The product of the transposed matrix with a dense one.
 *
 * @param dense (R, width), row by row
 * @returns (C, width)
 */
export function multiplyTransposed(matrix: SparseMatrix, dense: Float64Array, width: number): Float64Array {
  const { rows, columns, starts, indices, values } = matrix;
  const product = new Float64Array(columns * width);
  for (let row = 0; row < rows; row++) {
    for (let at = starts[row]!; at < starts[row + 1]!; at++) {
      addRow(product, indices[at]! * width, dense, row * width, values[at]!, width);
    }
  }
  return product;
}

function addRow(
  sum: Float64Array,
  to: number,
  from: Float64Array,
  start: number,
  factor: number,
  width: number,
): void {
  for (let i = 0; i < width; i++) sum[to + i]! += factor * from[start + i]!;
}
