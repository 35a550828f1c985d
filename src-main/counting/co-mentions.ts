import { type SparseMatrix, sparseMatrix } from './sparse-matrix.ts';

/**
 * How often companies stand in one text, (N, N), symmetric, with a diagonal of zeros. A text that names n companies adds
 * 1 / (n - 1) to each of their pairs, so that a list of tickers counts for each of its companies as much as a text about
 * two.
 *
 * @param texts the companies of each text, as indices, each once
 */
export function coMentions(texts: Iterable<readonly number[]>, companies: number): SparseMatrix {
  const rows = Array.from({ length: companies }, () => new Map<number, number>());
  for (const named of texts) {
    const weight = 1 / (named.length - 1);
    for (const one of named) {
      for (const other of named) {
        if (one !== other) rows[one]!.set(other, (rows[one]!.get(other) ?? 0) + weight);
      }
    }
  }
  return sparseMatrix(rows, companies);
}
