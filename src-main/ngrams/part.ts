import { type NgramColumns } from './columns.ts';
import { type LinearScores, scoreRows } from './sparse-rows.ts';

/** An n-gram of a text, and how much it contributes to a class. */
export interface Reason {
  gram: string;
  /** Its contribution to the score of the class, less its mean contribution to all classes. */
  weight: number;
}

/** Less says nothing. */
const least = 0.005;

/**
 * The n-grams beside a model: a text's scores are those of the model times `modelShare`, plus those of its n-grams. How
 * much either counts was chosen on texts that they had not learned.
 */
export class NgramPart {
  readonly columns: NgramColumns;
  readonly linear: LinearScores;
  readonly modelShare: number;
  /** What of a text is read. */
  readonly #read: (text: string) => string;

  constructor(
    columns: NgramColumns,
    linear: LinearScores,
    modelShare: number,
    read: (text: string) => string = (text) => text,
  ) {
    this.columns = columns;
    this.linear = linear;
    this.modelShare = modelShare;
    this.#read = read;
  }

  /** The same, that reads only what is left of a text. */
  readingOnly(read: (text: string) => string): NgramPart {
    return new NgramPart(this.columns, this.linear, this.modelShare, read);
  }

  /** The scores (N, C) of texts, from those of the model. */
  joined(modelScores: readonly Float32Array[], texts: readonly string[]): Float32Array[] {
    const own = scoreRows(this.columns.rows(texts.map(this.#read)), this.linear);
    return modelScores.map((scores, text) =>
      scores.map((score, k) => this.modelShare * score + own[text]![k]!),
    );
  }

  /** The n-grams that speak most for a class, or against it, the strongest first. */
  reasons(text: string, label: number, count: number): Reason[] {
    const { columns, values } = this.columns.rows([this.#read(text)]);
    const classes = this.linear.bias.length;
    const found = new Map<string, number>();
    for (const [at, column] of columns.entries()) {
      const weights = this.linear.weights.subarray(column * classes, (column + 1) * classes);
      let mean = 0;
      for (const weight of weights) mean += weight / classes;
      const { gram } = this.columns.grams[column]!;
      // A word may be a piece of characters as well.
      found.set(gram, (found.get(gram) ?? 0) + values[at]! * (weights[label]! - mean));
    }
    return Array.from(found, ([gram, weight]) => ({ gram, weight }))
      .filter(({ weight }) => Math.abs(weight) >= least)
      .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
      .slice(0, count);
  }
}
