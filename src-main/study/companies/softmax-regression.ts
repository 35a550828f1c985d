/** Softmax regression over companies on sparse words: what a linear classifier finds in the same texts. */
import { atLengthOne } from '../../counting/word-matrix.ts';
import { Random } from '../../random.ts';

export interface LearnedText {
  words: readonly string[];
  /** Index of its company. */
  company: number;
}

const epochs = 12;
const learningRate = 1;
/** Larger ones would take gigabytes. */
const mostWeights = 40_000_000;

export type CompanyScorer = (words: readonly string[]) => Float64Array;

/**
 * Learns the company of a text from its words by AdaGrad with one rate a word (Duchi et al., 2011); texts are binary
 * tf-idf rows of length 1, words of a single text are left out.
 *
 * @returns null if there would be too many weights
 */
export function softmaxRegression(
  texts: readonly LearnedText[],
  companies: number,
  seed: number,
  signal: AbortSignal,
): CompanyScorer | null {
  const frequency = new Map<string, number>();
  for (const { words } of texts) {
    for (const word of new Set(words)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  }
  const kept = [...frequency].filter(([, n]) => n > 1);
  if (kept.length * companies > mostWeights) return null;
  const columns = new Map(kept.map(([word], column) => [word, column]));
  const idf = Float64Array.from(kept, ([, n]) => Math.log((1 + texts.length) / (1 + n)) + 1);
  const rowOf = (words: readonly string[]) =>
    atLengthOne(
      new Map(
        [...new Set(words)].flatMap((word) => {
          const column = columns.get(word);
          return column === undefined ? [] : [[column, idf[column]!] as const];
        }),
      ),
    );
  const weights = new Float32Array(kept.length * companies);
  const squares = new Float64Array(kept.length);
  const scoresOf = (row: ReadonlyMap<number, number>): Float64Array => {
    const scores = new Float64Array(companies);
    for (const [column, value] of row) {
      const start = column * companies;
      for (let k = 0; k < companies; k++) scores[k]! += value * weights[start + k]!;
    }
    return scores;
  };
  const rows = texts.map(({ words, company }) => ({ row: rowOf(words), company }));
  for (let epoch = 1; epoch <= epochs; epoch++) {
    signal.throwIfAborted();
    for (const { row, company } of Random.ofEpoch(seed, epoch).shuffle([...rows])) {
      const errors = probabilities(scoresOf(row));
      errors[company]! -= 1;
      const norm = errors.reduce((sum, error) => sum + error * error, 0);
      for (const [column, value] of row) {
        squares[column]! += value * value * norm;
        const rate = (learningRate * value) / Math.sqrt(squares[column]! + 1e-8);
        const start = column * companies;
        for (let k = 0; k < companies; k++) weights[start + k]! -= rate * errors[k]!;
      }
    }
  }
  return (words) => scoresOf(rowOf(words));
}

function probabilities(scores: Float64Array): Float64Array {
  let top = -Infinity;
  for (const score of scores) top = Math.max(top, score);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp(scores[k]! - top);
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
  return scores;
}
