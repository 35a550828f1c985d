import { type SparseMatrix, sparseMatrix } from './sparse-matrix.ts';

/**
 * Companies by the words of their texts: `1 + log(count)` times the inverse company frequency `log(N / n)` to a power,
 * each row at length 1. A company is one document with sublinear counts: a mean over its texts would follow those that
 * are repeated most.
 *
 * @param companies one list of texts as words a company
 * @param power of the inverse company frequency; 1 is tf-idf, more leans on words that few companies have
 * @param leastCompanies words of fewer companies are left out: they cannot make two companies alike
 * @returns the matrix, and the word of each column
 */
export function wordMatrix(
  companies: readonly (readonly (readonly string[])[])[],
  { power, leastCompanies = 2 }: { power: number; leastCompanies?: number },
): { matrix: SparseMatrix; words: string[] } {
  const counts = companies.map((texts) => {
    const found = new Map<string, number>();
    for (const text of texts) for (const word of text) found.set(word, (found.get(word) ?? 0) + 1);
    return found;
  });
  const frequency = new Map<string, number>();
  for (const found of counts)
    for (const word of found.keys()) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const words = [...frequency].filter(([, n]) => n >= leastCompanies).map(([word]) => word);
  words.sort();
  const columns = new Map(words.map((word, column) => [word, column]));
  const weights = words.map((word) => Math.log(companies.length / frequency.get(word)!) ** power);
  const rows = counts.map((found) => {
    const row = new Map<number, number>();
    for (const [word, count] of found) {
      const column = columns.get(word);
      if (column !== undefined) row.set(column, (1 + Math.log(count)) * weights[column]!);
    }
    return atLengthOne(row);
  });
  return { matrix: sparseMatrix(rows, words.length), words };
}

/** The same row at length 1; one of zeros stays as it is. */
export function atLengthOne<K>(row: ReadonlyMap<K, number>): Map<K, number> {
  let squares = 0;
  for (const value of row.values()) squares += value * value;
  const length = Math.sqrt(squares) || 1;
  return new Map([...row].map(([key, value]) => [key, value / length]));
}
