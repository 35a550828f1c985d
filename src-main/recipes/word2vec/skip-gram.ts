import type { HostTensor } from '../../engine/types.ts';
import type { Random } from '../../random.ts';
import { float32, int32 } from '../texts/text-batch.ts';

export interface SkipGramOptions {
  near: number;
  negatives: number;
  subsample: number;
}

/** The first id of a real word: padding and unknown words stand before it and are no neighbours of anything. */
const firstWord = 2;

/** Draws (word, neighbour) pairs out of texts, and words at random (Mikolov et al., 2013). */
export class SkipGrams {
  readonly #texts: readonly Int32Array[];
  readonly #options: SkipGramOptions;
  /** Probability that a place of each word is kept. */
  readonly #kept: Float64Array;
  /** Sums of the frequencies to the power of 3/4, to draw from. */
  readonly #sums: Float64Array;
  /** How many pairs one pass over the texts is expected to give. */
  readonly pairs: number;
  /** Some text holds two words that were counted. */
  readonly hasPairs: boolean;

  /** @param counts how often each word stands in the training texts */
  constructor(texts: readonly Int32Array[], counts: Float64Array, options: SkipGramOptions) {
    this.#texts = texts;
    this.#options = options;
    const words = counts.map((count, id) => (id < firstWord ? 0 : count));
    const total = words.reduce((a, b) => a + b, 0);
    this.#kept = words.map((count) => keptShare(count / total, options.subsample));
    let sum = 0;
    this.#sums = words.map((count) => (sum += count ** 0.75));
    this.pairs = this.#expectedPairs();
    this.hasPairs = texts.some((text) => text.filter((id) => this.#kept[id]! > 0).length > 1);
  }

  /** Batches of `size` pairs: as many as one pass over the texts is expected to give, in an order of chance. */
  *batches(size: number, random: Random): Generator<Record<string, HostTensor>> {
    const { negatives } = this.#options;
    const pairs = this.#endlessPairs(random);
    for (let step = 0; step < this.steps(size); step++) {
      const target = int32([size]);
      const contexts = int32([size, 1 + negatives]);
      const labels = float32([size, 1 + negatives]);
      for (let row = 0; row < size; row++) {
        const [word, neighbour] = pairs.next().value;
        target.data[row] = word;
        const at = row * (1 + negatives);
        contexts.data[at] = neighbour;
        labels.data[at] = 1;
        for (let k = 1; k <= negatives; k++) contexts.data[at + k] = this.#draw(random, neighbour);
      }
      yield { target, contexts, labels };
    }
  }

  steps(size: number): number {
    return Math.max(1, Math.ceil(this.pairs / size));
  }

  *#endlessPairs(random: Random): Generator<readonly [number, number], never> {
    if (!this.hasPairs) throw new Error('the texts have no two words near each other');
    const order = this.#texts.map((_, index) => index);
    // Of few texts chance may leave nothing: all their words are kept in the next pass then.
    let keepAll = false;
    for (;;) {
      let found = 0;
      for (const index of random.shuffle(order)) {
        const words = this.#texts[index]!.filter((id) => {
          const share = this.#kept[id]!;
          return random.uniform() < (keepAll && share > 0 ? 1 : share);
        });
        for (const [place, word] of words.entries()) {
          const reach = 1 + random.below(this.#options.near);
          const end = Math.min(words.length, place + reach + 1);
          for (let other = Math.max(0, place - reach); other < end; other++) {
            if (other === place) continue;
            found++;
            yield [word, words[other]!];
          }
        }
      }
      keepAll = found === 0;
    }
  }

  /** A word by its frequency to the power of 3/4; not the true neighbour, where there are others. */
  #draw(random: Random, neighbour: number): number {
    for (let tries = 0; tries < 8; tries++) {
      const word = lowerBound(this.#sums, random.uniform() * this.#sums.at(-1)!);
      if (word !== neighbour) return word;
    }
    return neighbour;
  }

  #expectedPairs(): number {
    const { near } = this.#options;
    let pairs = 0;
    for (const text of this.#texts) {
      let length = 0;
      for (const id of text) length += this.#kept[id]!;
      // Of a reach of 1 to `near`, drawn alike, the mean; less at both ends of the text.
      const reach = Math.min((near + 1) / 2, Math.max(0, length - 1) / 2);
      pairs += 2 * length * reach;
    }
    return Math.round(pairs);
  }
}

/** Frequent words are kept with probability √(t/f) + t/f, as the published program does. */
function keptShare(frequency: number, threshold: number): number {
  if (frequency === 0) return 0;
  if (threshold >= 1) return 1;
  return Math.min(1, Math.sqrt(threshold / frequency) + threshold / frequency);
}

/** The first place whose sum is larger than `value`. */
function lowerBound(sums: Float64Array, value: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
