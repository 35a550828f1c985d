import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { Random } from '../random.ts';
import { orthonormal, productsOf } from './orthonormal.ts';
import { multiply, multiplyTransposed, type SparseMatrix } from './sparse-matrix.ts';

/** Up to so many rows the products of all rows are decomposed, which is exact and takes seconds. */
const mostExact = 1000;
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
 * The largest singular values and left singular vectors: of few rows by the eigenvectors of A · Aᵀ, of more by randomised
 * subspace iteration (Halko, Martinsson and Tropp, 2011, algorithm 4.4, on the side of the rows), which is less exact
 * where singular values lie close together. The sign of a component is free; its largest coordinate is positive.
 *
 * @param components at most as many as there are rows
 * @param seed of the random directions that the iteration starts from
 */
export function truncatedSvd(
  matrix: SparseMatrix,
  components: number,
  seed: number,
  exactRows = mostExact,
): TruncatedSvd {
  const steps = svdSteps(matrix, components, seed, exactRows);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same pass by pass, so that others get their turn in between where there are a million rows. */
export function* svdSteps(
  matrix: SparseMatrix,
  components: number,
  seed: number,
  exactRows = mostExact,
): Generator<{ done: number; total: number }, TruncatedSvd> {
  if (matrix.rows <= exactRows) return decomposed(rowProducts(matrix), components, null, matrix.rows);
  const { rows, columns } = matrix;
  const width = Math.min(components + oversampling, rows, columns);
  if (width === 0)
    return { singularValues: [], coordinates: Array.from({ length: rows }, () => new Float64Array()) };
  const random = new Random(seed);
  const drawn = Float64Array.from({ length: columns * width }, () => random.normal());
  let basis = orthonormal(multiply(matrix, drawn, width), rows, width);
  for (let pass = 1; pass < passes; pass++) {
    yield { done: pass, total: passes };
    const there = multiplyTransposed(matrix, basis, width);
    basis = orthonormal(multiply(matrix, there, width), rows, width);
  }
  yield { done: passes, total: passes };
  const projected = multiplyTransposed(matrix, basis, width);
  const products = Matrix.from1DArray(width, width, [...productsOf(projected, columns, width)]);
  return decomposed(products, components, basis, rows);
}

/**
 * Singular values and coordinates by the eigenvectors of a matrix of products.
 *
 * @param products (width, width), symmetric
 * @param basis (rows, width) that the products are in; null: they are those of the rows themselves
 */
function decomposed(
  products: Matrix,
  components: number,
  basis: Float64Array | null,
  rows: number,
): TruncatedSvd {
  const width = products.rows;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(products, {
    assumeSymmetric: true,
  });
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
      if (basis === null) return eigenvectorMatrix.get(row, index) * singularValues[at]!;
      let sum = 0;
      for (let i = 0; i < width; i++) sum += basis[row * width + i]! * eigenvectorMatrix.get(i, index);
      return sum * singularValues[at]!;
    }),
  );
  for (let at = 0; at < found.length; at++) turnPositive(coordinates, at);
  return { singularValues, coordinates };
}

/** The products of all rows with one another, (R, R). */
function rowProducts({ rows, columns, starts, indices, values }: SparseMatrix): Matrix {
  const products = Matrix.zeros(rows, rows);
  const dense = new Float64Array(columns);
  for (let one = 0; one < rows; one++) {
    dense.fill(0);
    for (let at = starts[one]!; at < starts[one + 1]!; at++) dense[indices[at]!] = values[at]!;
    for (let other = one; other < rows; other++) {
      let sum = 0;
      for (let at = starts[other]!; at < starts[other + 1]!; at++) sum += dense[indices[at]!]! * values[at]!;
      products.set(one, other, sum);
      products.set(other, one, sum);
    }
  }
  return products;
}

function turnPositive(rows: readonly Float64Array[], at: number): void {
  let top = 0;
  for (const row of rows) if (Math.abs(row[at]!) > Math.abs(top)) top = row[at]!;
  if (top < 0) for (const row of rows) row[at]! *= -1;
}
