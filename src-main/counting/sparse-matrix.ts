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

/**
 * The matrix with these entries, by column in each row; zeros are left out. Rows are read one after another, so that of
 * a million of them no more than their entries is held.
 */
export function sparseMatrix(rows: Iterable<ReadonlyMap<number, number>>, columns: number): SparseMatrix {
  const starts = [0];
  let indices = new Int32Array(1024);
  let values = new Float64Array(1024);
  let count = 0;
  for (const row of rows) {
    const entries = [...row].filter(([, value]) => value !== 0).sort(([a], [b]) => a - b);
    if (count + entries.length > indices.length) {
      const room = 2 * (count + entries.length);
      indices = grown(indices, new Int32Array(room));
      values = grown(values, new Float64Array(room));
    }
    for (const [column, value] of entries) {
      indices[count] = column;
      values[count++] = value;
    }
    starts.push(count);
  }
  return {
    rows: starts.length - 1,
    columns,
    starts: Int32Array.from(starts),
    indices: indices.slice(0, count),
    values: values.slice(0, count),
  };
}

function grown<List extends Int32Array | Float64Array>(list: List, larger: List): List {
  larger.set(list);
  return larger;
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
