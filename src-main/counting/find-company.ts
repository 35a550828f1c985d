/** Finding the company that a text is about by words that are counted, without a trained model. */
import { atLengthOne } from './word-matrix.ts';

/** The prior of the language models, in words (Zhai and Lafferty, 2004), and their weight beside the centroids. */
const prior = 2000;
const modelWeight = 0.5;
/** The power of the inverse company frequency in the centroids. */
const icfPower = 1.5;

/** Ways of scoring companies for a text. */
export const finders = ['centroid', 'language-model', 'both'] as const;
export type Finder = (typeof finders)[number];

/** What a word says of a company. */
interface Entry {
  company: number;
  /** Of the centroid, which has length 1. */
  weight: number;
  /** The logarithm of what the company's model says of the word over what the model of all says, without its length. */
  gain: number;
}

/**
 * Scores every company for a text: by the cosine with the centroid of its texts (tf-icf), by a unigram language model
 * with a Dirichlet prior, or by the sum of both, each with mean 0 and deviation 1 over the companies. A word counts once
 * in a text.
 */
export class CompanyFinder {
  readonly #entries = new Map<string, Entry[]>();
  readonly #icf = new Map<string, number>();
  /** What the length of each company's texts takes from the score of a word, (N,). */
  readonly #lengths: Float64Array;

  /** @param companies one list of texts as words a company; words of a single text of all are left out */
  constructor(companies: readonly (readonly (readonly string[])[])[]) {
    const size = companies.length;
    const distinct = companies.map((texts) => texts.map((text) => new Set(text)));
    const texts = new Map<string, number>();
    for (const company of distinct) for (const text of company) for (const word of text) add(texts, word, 1);
    const counts = distinct.map((company) => {
      const found = new Map<string, number>();
      for (const text of company) for (const word of text) if (texts.get(word)! > 1) add(found, word, 1);
      return found;
    });
    const frequency = new Map<string, number>();
    for (const found of counts) for (const word of found.keys()) add(frequency, word, 1);
    for (const [word, n] of frequency) this.#icf.set(word, Math.log(size / n) ** icfPower);
    const totals = counts.map((found) => found.values().reduce((sum, n) => sum + n, 0));
    const all = totals.reduce((sum, n) => sum + n, 0);
    this.#lengths = Float64Array.from(totals, (total) => Math.log(prior / (total + prior)));
    distinct.forEach((company, index) => {
      const centroid = new Map<string, number>();
      for (const text of company) for (const [word, value] of this.#row(text)) add(centroid, word, value);
      for (const [word, weight] of atLengthOne(centroid)) {
        const gain = Math.log(1 + (counts[index]!.get(word)! * all) / (prior * texts.get(word)!));
        const entries = this.#entries.get(word);
        if (entries) entries.push({ company: index, weight, gain });
        else this.#entries.set(word, [{ company: index, weight, gain }]);
      }
    });
  }

  /** The score of every company for a text as words, (N,); the most likely one has the highest. */
  scores(text: readonly string[], by: Finder = 'both'): Float64Array {
    const row = this.#row(new Set(text));
    const centroid = new Float64Array(this.#lengths.length);
    const model = this.#lengths.map((length) => length * row.size);
    for (const [word, value] of row) {
      for (const { company, weight, gain } of this.#entries.get(word) ?? []) {
        centroid[company]! += value * weight;
        model[company]! += gain;
      }
    }
    if (by === 'centroid') return centroid;
    if (by === 'language-model') return model;
    const [first, second] = [standardised(centroid), standardised(model)];
    return first.map((value, company) => value + modelWeight * second[company]!);
  }

  #row(text: ReadonlySet<string>): Map<string, number> {
    const row = new Map<string, number>();
    for (const word of text) {
      const icf = this.#icf.get(word);
      if (icf !== undefined) row.set(word, icf);
    }
    return atLengthOne(row);
  }
}

function add<K>(sums: Map<K, number>, key: K, value: number): void {
  sums.set(key, (sums.get(key) ?? 0) + value);
}

/** The values less their mean, over their deviation; values that are all the same become zeros. */
export function standardised(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const less = values.map((value) => value - mean);
  const deviation = Math.sqrt(less.reduce((sum, value) => sum + value * value, 0) / values.length) || 1;
  return less.map((value) => value / deviation);
}
