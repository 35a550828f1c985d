import { characterGrams, signTokens, tokenGrams } from '../text/ngrams.ts';
import type { SparseRows } from './tf-idf.ts';

/** Tokens of a text that are read. */
const maxTokens = 128;

/** Tokens and their pairs; pieces of characters, which have to stand in two texts. Each block has length 1. */
const blocks = [
  { grams: tokenGrams, leastTexts: 1 },
  { grams: characterGrams, leastTexts: 2 },
] as const;

interface Block {
  grams: (tokens: readonly string[]) => string[];
  columns: ReadonlyMap<string, number>;
}

/**
 * Texts as rows of n-grams, weighted by how much each tells the classes apart: tf-idf, times the naive Bayes log-count
 * ratio to some power (Wang and Manning, 2012). Fitted on training texts only.
 */
export class NgramFeatures {
  readonly #blocks: readonly Block[];
  /** By column: inverse document frequency; and the weight of the column. */
  readonly #frequencies: Float64Array;
  readonly #weights: Float64Array;
  readonly width: number;

  constructor(texts: readonly string[], labels: readonly number[], classes: number) {
    const tokens = texts.map(tokensOf);
    let width = 0;
    const counts: number[] = [];
    this.#blocks = blocks.map(({ grams, leastTexts }) => {
      const columns = new Map<string, number>();
      for (const [gram, count] of textCounts(tokens, grams)) {
        if (count < leastTexts) continue;
        columns.set(gram, width++);
        counts.push(count);
      }
      return { grams, columns };
    });
    this.width = width;
    this.#frequencies = Float64Array.from(counts, (count) => Math.log((1 + texts.length) / (1 + count)) + 1);
    this.#weights = new Float64Array(width).fill(1);
    const ratios = logCountRatios(this.rows(texts), labels, classes);
    const power = classes <= 4 ? 1 : 0.5;
    this.#weights = ratios.map((ratio) => ratio ** power);
    const rows = this.rows(texts);
    const squares = rows.values.reduce((sum, value) => sum + value * value, 0) / Math.max(1, texts.length);
    // Rows of a mean squared length of 2, whatever the ratios are: one learning rate fits all data.
    const scale = squares > 0 ? Math.sqrt(2 / squares) : 1;
    this.#weights = this.#weights.map((weight) => weight * scale);
  }

  rows(texts: readonly string[]): SparseRows {
    const offsets = new Int32Array(texts.length + 1);
    const columns: number[] = [];
    const values: number[] = [];
    for (const [row, text] of texts.entries()) {
      const tokens = tokensOf(text);
      for (const block of this.#blocks) {
        for (const [column, value] of this.#block(block, tokens)) {
          columns.push(column);
          values.push(value);
        }
      }
      offsets[row + 1] = columns.length;
    }
    return {
      width: this.width,
      offsets,
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
    };
  }

  /** A text's columns of a block with their values. */
  #block({ grams, columns }: Block, tokens: readonly string[]): [number, number][] {
    const counts = new Map<number, number>();
    for (const gram of grams(tokens)) {
      const column = columns.get(gram);
      if (column !== undefined) counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    const values = Array.from(counts, ([column, count]): [number, number] => [
      column,
      (1 + Math.log(count)) * this.#frequencies[column]!,
    ]);
    const length = Math.sqrt(values.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    return values.map(([column, value]) => [column, (value / length) * this.#weights[column]!]);
  }
}

function tokensOf(text: string): string[] {
  return signTokens(text).slice(0, maxTokens);
}

/** In how many texts each n-gram stands. */
function textCounts(
  texts: readonly (readonly string[])[],
  grams: (tokens: readonly string[]) => string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const tokens of texts) {
    for (const gram of new Set(grams(tokens))) counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

/** For each column, the largest |ln(p / p of the rest)| over the classes; texts are counted, each n-gram once. */
function logCountRatios(rows: SparseRows, labels: readonly number[], classes: number): Float64Array {
  const { width, offsets, columns } = rows;
  const counts = Array.from({ length: classes }, () => new Float64Array(width));
  for (const [row, label] of labels.entries()) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) counts[label]![columns[at]!]!++;
  }
  const totals = counts.map((of) => of.reduce((sum, count) => sum + 1 + count, 0));
  const allOf = new Float64Array(width);
  for (const of of counts) for (let column = 0; column < width; column++) allOf[column]! += 1 + of[column]!;
  const total = totals.reduce((a, b) => a + b, 0);
  const ratios = new Float64Array(width);
  for (const [label, of] of counts.entries()) {
    for (let column = 0; column < width; column++) {
      const own = (1 + of[column]!) / totals[label]!;
      const rest = (allOf[column]! - 1 - of[column]!) / (total - totals[label]!);
      ratios[column] = Math.max(ratios[column]!, Math.abs(Math.log(own / rest)));
    }
  }
  return ratios;
}
