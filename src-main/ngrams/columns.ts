import { characterGrams, signTokens, tokenGrams } from '../text/ngrams.ts';
import type { SparseRows } from './sparse-rows.ts';

/** Tokens of a text that are read, and different n-grams of it of each kind. */
const maxTokens = 128;
export const maxOfKind = 1024;

/** Tokens and their pairs; pieces of characters, which have to stand in two texts. */
const kinds = {
  words: { grams: tokenGrams, leastTexts: 1 },
  characters: { grams: characterGrams, leastTexts: 2 },
} as const;
export const gramKinds = ['words', 'characters'] as const;
export type GramKind = (typeof gramKinds)[number];

/** A column of `NgramColumns.rows`. */
export interface Gram {
  kind: GramKind;
  gram: string;
  /** Inverse document frequency: ln((1 + N) / (1 + texts with the n-gram)) + 1 */
  frequency: number;
}

/**
 * Texts as rows of n-grams: an n-gram's value is (1 + ln of its count) times its inverse document frequency, those of a
 * kind scaled to length 1. N-grams that are no column do not count.
 */
export class NgramColumns {
  readonly grams: readonly Gram[];
  readonly #columns: Readonly<Record<GramKind, ReadonlyMap<string, number>>>;

  constructor(grams: readonly Gram[]) {
    this.grams = grams;
    const of = (kind: GramKind) =>
      new Map(grams.flatMap((gram, column) => (gram.kind === kind ? [[gram.gram, column] as const] : [])));
    this.#columns = { words: of('words'), characters: of('characters') };
  }

  /** The n-grams of training texts. */
  static fit(texts: readonly string[]): NgramColumns {
    const tokens = texts.map(tokensOf);
    const found: Gram[] = [];
    for (const kind of gramKinds) {
      for (const [gram, count] of textCounts(tokens, kinds[kind].grams)) {
        if (count < kinds[kind].leastTexts) continue;
        found.push({ kind, gram, frequency: Math.fround(Math.log((1 + texts.length) / (1 + count)) + 1) });
      }
    }
    return new NgramColumns(found);
  }

  /** (N, columns) */
  rows(texts: readonly string[]): SparseRows {
    const offsets = new Int32Array(texts.length + 1);
    const columns: number[] = [];
    const values: number[] = [];
    for (const [row, text] of texts.entries()) {
      const tokens = tokensOf(text);
      for (const kind of gramKinds) {
        const counts = this.#countsOf(kind, tokens);
        const first = values.length;
        let squares = 0;
        for (const [column, count] of counts) {
          const value = (1 + Math.log(count)) * this.grams[column]!.frequency;
          squares += value * value;
          columns.push(column);
          values.push(value);
        }
        const norm = Math.sqrt(squares) || 1;
        for (let at = first; at < values.length; at++) values[at]! /= norm;
      }
      offsets[row + 1] = columns.length;
    }
    return {
      width: this.grams.length,
      offsets,
      columns: Int32Array.from(columns),
      values: Float64Array.from(values),
    };
  }

  /** How often each column of a kind stands in a text. */
  #countsOf(kind: GramKind, tokens: readonly string[]): Map<number, number> {
    const counts = new Map<number, number>();
    for (const gram of kinds[kind].grams(tokens)) {
      const column = this.#columns[kind].get(gram);
      if (column === undefined) continue;
      const count = counts.get(column);
      if (count !== undefined || counts.size < maxOfKind) counts.set(column, (count ?? 0) + 1);
    }
    return counts;
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
