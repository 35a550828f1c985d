import { type Cleaning, defaultCleaning } from './cleaning.ts';
import type { TokenVocabulary } from './tokens.ts';
import { isNumber, words } from './words.ts';

const padding = '<padding>';
const unknown = '<unknown>';
const number = '<number>';
const reserved = [padding, unknown, number] as const;

/** Words and their ids, and how texts are cut into words. Id 0 is padding, 1 an unknown word, 2 a number that is not in the vocabulary. */
export class Vocabulary implements TokenVocabulary {
  readonly #ids: ReadonlyMap<string, number>;
  readonly words: readonly string[];
  readonly firstWord = reserved.length;
  readonly paddingId = 0;
  readonly #cleaning: Cleaning;

  /** @param all words in the order of their ids, the reserved ones first, as `words` of another vocabulary */
  constructor(all: readonly string[], cleaning: Cleaning = defaultCleaning) {
    if (reserved.some((word, id) => all[id] !== word)) {
      throw new Error(`a vocabulary starts with ${reserved.join(', ')}`);
    }
    this.words = all;
    this.#ids = new Map(all.map((word, id) => [word, id]));
    this.#cleaning = cleaning;
  }

  /**
   * Collects the words that occur at least `minCount` times, most frequent first (ties in alphabetical order), at most
   * `maxSize` of them. Fit it on the training part only.
   */
  static fit(
    texts: Iterable<readonly string[]>,
    options: { minCount: number; maxSize: number },
    cleaning: Cleaning = defaultCleaning,
  ): Vocabulary {
    const counts = new Map<string, number>();
    for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
    const kept = [...counts]
      .filter(([, count]) => count >= options.minCount)
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, options.maxSize)
      .map(([word]) => word);
    return new Vocabulary([...reserved, ...kept], cleaning);
  }

  /** The same with further words behind the others. */
  with(further: readonly string[]): Vocabulary {
    return new Vocabulary([...this.words, ...further], this.#cleaning);
  }

  /** This vocabulary with the words of another after its own; both cut texts alike. */
  extendedBy(other: Vocabulary): Vocabulary {
    return this.with(other.words.filter((word) => !this.#ids.has(word)));
  }

  /** The row of a word that the vocabulary does not have. */
  static unknownRow(word: string): number {
    return isNumber(word) ? 2 : 1;
  }

  get size(): number {
    return this.words.length;
  }

  /** The words of a text. */
  cut(text: string): string[] {
    return words(text, this.#cleaning);
  }

  /** The ids of the first `maxTokens` words. */
  encode(text: readonly string[], maxTokens: number): Int32Array {
    return Int32Array.from(
      text.slice(0, maxTokens),
      (word) => this.#ids.get(word) ?? Vocabulary.unknownRow(word),
    );
  }
}
