import { EigenvalueDecomposition, Matrix, QrDecomposition } from 'ml-matrix';
import { Random } from '../random.ts';
import { multiply, multiplyTransposed, type SparseMatrix } from './sparse-matrix.ts';

/** Directions beyond those that are asked for, and passes over the matrix that sharpen them. */
const oversampling = 10;
const passes = 8;

export interface TruncatedSvd {
  /** The largest singular values, falling; as many as the matrix has, at most as many as were asked for. */
  singularValues: number[];
  /** Rows of the matrix in the coordinates of its right singular vectors, U · S: one (k,) a row. */
  coordinates: Float64Array[];
}

/**
 * The largest singular values and left singular vectors by randomised subspace iteration (Halko, Martinsson and Tropp,
 * 2011, algorithm 4.4, on the side of the rows). The sign of a component is free; its largest coordinate is positive.
 *
 * @param components at most as many as there are rows
 * @param seed of the random directions it starts from
 */
export function truncatedSvd(matrix: SparseMatrix, components: number, seed: number): TruncatedSvd {
  const { rows, columns } = matrix;
  const width = Math.min(components + oversampling, rows, columns);
  if (width === 0)
    return { singularValues: [], coordinates: Array.from({ length: rows }, () => new Float64Array()) };
  const random = new Random(seed);
  const drawn = Float64Array.from({ length: columns * width }, () => random.normal());
  let basis = orthonormal(multiply(matrix, drawn, width), rows, width);
  for (let pass = 1; pass < passes; pass++) {
    const there = multiplyTransposed(matrix, basis, width);
    basis = orthonormal(multiply(matrix, there, width), rows, width);
  }
  const projected = multiplyTransposed(matrix, basis, width);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    gram(projected, columns, width),
    {
      assumeSymmetric: true,
    },
  );
  const kept = realEigenvalues
    .map((value, index) => ({ value, index }))
    .sort((a, b) => b.value - a.value)
    .slice(0, components);
  // Squares of singular values that are this small are rounding.
  const least = 1e-12 * Math.max(kept[0]?.value ?? 0, 0);
  const found = kept.filter(({ value }) => value > least);
  const singularValues = found.map(({ value }) => Math.sqrt(value));
  const coordinates = Array.from({ length: rows }, (_, row) =>
    Float64Array.from(found, ({ index }, at) => {
      let sum = 0;
      for (let i = 0; i < width; i++) sum += basis[row * width + i]! * eigenvectorMatrix.get(i, index);
      return sum * singularValues[at]!;
    }),
  );
  for (let at = 0; at < found.length; at++) turnPositive(coordinates, at);
  return { singularValues, coordinates };
}

/** An orthonormal basis of the columns (rows, width). */
function orthonormal(columns: Float64Array, rows: number, width: number): Float64Array {
  const { orthogonalMatrix } = new QrDecomposition(Matrix.from1DArray(rows, width, [...columns]));
  return Float64Array.from(orthogonalMatrix.to1DArray());
}

/** The products of the columns with one another, (width, width). */
function gram(columns: Float64Array, rows: number, width: number): Matrix {
  const products = Matrix.zeros(width, width);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < width; i++) {
      const value = columns[row * width + i]!;
      if (value === 0) continue;
      for (let j = 0; j < width; j++) {
        products.set(i, j, products.get(i, j) + value * columns[row * width + j]!);
      }
    }
  }
  return products;
}

function turnPositive(rows: readonly Float64Array[], at: number): void {
  let top = 0;
  for (const row of rows) if (Math.abs(row[at]!) > Math.abs(top)) top = row[at]!;
  if (top < 0) for (const row of rows) row[at]! *= -1;
}
