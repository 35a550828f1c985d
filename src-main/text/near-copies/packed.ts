import type { Steps } from '../../in-steps.ts';
import { saidBy } from './said.ts';
import { distinct } from './similarity.ts';

/** Texts that are read or compared between two chances to stop. */
export const TEXTS_A_STEP = 256;

/** Lists of 32-bit numbers behind one another: list i is `values` from `starts[i]` to `starts[i + 1]`. */
export class Lists {
  values = new Uint32Array(1024);
  readonly starts: Uint32Array;
  #count = 0;
  #filled = 0;

  /** @param count how many lists will be added */
  constructor(count: number) {
    this.starts = new Uint32Array(count + 1);
  }

  add(list: Uint32Array): void {
    const end = this.#filled + list.length;
    if (end > this.values.length) {
      const larger = new Uint32Array(Math.max(end, Math.ceil(1.5 * this.values.length)));
      larger.set(this.values.subarray(0, this.#filled));
      this.values = larger;
    }
    this.values.set(list, this.#filled);
    this.#filled = end;
    this.starts[++this.#count] = end;
  }

  at(index: number): Uint32Array {
    return this.values.subarray(this.starts[index], this.starts[index + 1]);
  }

  length(index: number): number {
    return this.starts[index + 1]! - this.starts[index]!;
  }
}

/** What many texts say, in a few hundred bytes a text. */
export interface PackedTexts {
  count: number;
  /** In their order. */
  words: Lists;
  /** The distinct ones, ascending. */
  vocabulary: Lists;
  /** Distinct ones, ascending. */
  shingles: Lists;
  /** Hashes of the numbers as they are written, ascending. */
  numbers: Lists;
  letters: Uint32Array;
}

export function* packed(texts: readonly string[]): Steps<PackedTexts> {
  const count = texts.length;
  const lists = {
    words: new Lists(count),
    vocabulary: new Lists(count),
    shingles: new Lists(count),
    numbers: new Lists(count),
  };
  const letters = new Uint32Array(count);
  for (const [index, text] of texts.entries()) {
    const said = saidBy(text);
    lists.words.add(said.words);
    lists.vocabulary.add(distinct(said.words));
    lists.shingles.add(said.shingles);
    lists.numbers.add(said.numbers);
    letters[index] = said.letters;
    if (index % TEXTS_A_STEP === 0) yield;
  }
  return { count, ...lists, letters };
}
