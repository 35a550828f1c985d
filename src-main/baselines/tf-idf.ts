import type { SparseRows } from '../ngrams/sparse-rows.ts';

/**
 * Texts as sparse rows of n-grams, as scikit-learn's CountVectorizer and TfidfVectorizer make them with
 * `ngram_range=(1, 2)` and their defaults: lower case, words of two and more letters, digits or underscores.
 */

/** The words of a text and its pairs of neighbouring words. */
export function nGrams(text: string): string[] {
  // Python's \w, which has no marks.
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
  return [...words, ...words.slice(1).map((word, at) => `${words[at]} ${word}`)];
}

/** Numbers the n-grams of the training texts. */
export function nGramVocabulary(texts: readonly string[]): Map<string, number> {
  const vocabulary = new Map<string, number>();
  for (const text of texts)
    for (const gram of nGrams(text)) if (!vocabulary.has(gram)) vocabulary.set(gram, vocabulary.size);
  return vocabulary;
}

/** How often each n-gram of the vocabulary occurs in each text; others are not counted. */
export function countRows(texts: readonly string[], vocabulary: ReadonlyMap<string, number>): SparseRows {
  const offsets = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  for (const [row, text] of texts.entries()) {
    const counts = new Map<number, number>();
    for (const gram of nGrams(text)) {
      const column = vocabulary.get(gram);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    for (const [column, count] of counts) {
      columns.push(column);
      values.push(count);
    }
    offsets[row + 1] = columns.length;
  }
  return {
    width: vocabulary.size,
    offsets,
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}

/** Smoothed inverse document frequencies (width): ln((1 + N) / (1 + documents with the n-gram)) + 1. */
export function inverseDocumentFrequencies(counts: SparseRows): Float64Array {
  const documents = counts.offsets.length - 1;
  const found = new Float64Array(counts.width);
  for (const column of counts.columns) found[column]! += 1;
  return found.map((count) => Math.log((1 + documents) / (1 + count)) + 1);
}

/** Counts times inverse document frequency, each row scaled to length 1. */
export function tfIdf(counts: SparseRows, frequencies: Float64Array): SparseRows {
  const values = counts.values.map((count, at) => count * frequencies[counts.columns[at]!]!);
  for (let row = 0; row + 1 < counts.offsets.length; row++) {
    const cells = values.subarray(counts.offsets[row], counts.offsets[row + 1]);
    const length = Math.sqrt(cells.reduce((sum, value) => sum + value * value, 0));
    if (length > 0) for (let at = 0; at < cells.length; at++) cells[at]! /= length;
  }
  return { ...counts, values };
}
