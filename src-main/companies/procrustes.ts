import { Matrix, SingularValueDecomposition } from 'ml-matrix';

/**
 * The rotation or reflection R (D, D) that brings `from` nearest to `to`: it makes ‖from · R − to‖ smallest (orthogonal
 * Procrustes; Schönemann, 1966), with R = U · Vᵀ of the SVD of fromᵀ · to.
 *
 * @param from (N, D)
 * @param to (N, D), rows in the same order
 */
export function procrustes(from: readonly Float64Array[], to: readonly Float64Array[]): Matrix {
  const [one, other] = [from, to].map((rows) => new Matrix(rows.map((row) => [...row])));
  const { leftSingularVectors: u, rightSingularVectors: v } = new SingularValueDecomposition(
    one!.transpose().mmul(other!),
  );
  return u.mmul(v.transpose());
}

/** Rows (N, D) after a rotation (D, D). */
export function rotated(rows: readonly Float64Array[], rotation: Matrix): Float64Array[] {
  return new Matrix(rows.map((row) => [...row]))
    .mmul(rotation)
    .to2DArray()
    .map((row) => Float64Array.from(row));
}
