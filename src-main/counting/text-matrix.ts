import { atLengthOne } from './word-matrix.ts';
import { type SparseMatrix, sparseMatrix } from './sparse-matrix.ts';

/**
 * Texts by their words: `1 + log(count)` times the inverse document frequency `1 + log((1 + N) / (1 + n))`, each row at
 * length 1 (the smooth tf-idf of scikit-learn with sublinear counts).
 *
 * @param texts words of each text
 * @param counted texts whose words make the vocabulary and its frequencies, as indices: of copies of one text the first
 * @param leastTexts words of fewer texts are left out, `mostShare` those of a larger share of them
 * @returns the matrix (N, V) of all texts, and the word of each column
 */
export function textMatrix(
  texts: readonly (readonly string[])[],
  counted: readonly number[],
  { leastTexts, mostShare }: { leastTexts: number; mostShare: number },
): { matrix: SparseMatrix; words: string[] } {
  const frequency = new Map<string, number>();
  for (const at of counted) {
    for (const word of new Set(texts[at])) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const most = mostShare * counted.length;
  const words = [...frequency]
    .filter(([, n]) => n >= leastTexts && n <= most)
    .map(([word]) => word)
    .sort();
  const columns = new Map(words.map((word, column) => [word, column]));
  const weights = words.map((word) => 1 + Math.log((1 + counted.length) / (1 + frequency.get(word)!)));
  const rowOf = (text: readonly string[]): Map<number, number> => {
    const counts = new Map<number, number>();
    for (const word of text) {
      const column = columns.get(word);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    for (const [column, count] of counts) counts.set(column, (1 + Math.log(count)) * weights[column]!);
    return atLengthOne(counts);
  };
  return { matrix: sparseMatrix(Iterator.from(texts).map(rowOf), words.length), words };
}
