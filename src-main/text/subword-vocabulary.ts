import { type Cleaning, defaultCleaning } from './cleaning.ts';
import { SubwordTokenizer } from './subword-tokenizer.ts';
import { type SubwordOptions, trainedConfig, trainSubwords } from './subword-training.ts';
import type { TokenVocabulary } from './tokens.ts';
import { words } from './words.ts';

/** What cleaning puts in place of a link and the like. They are tokens by themselves, behind the learned pieces. */
const signs = ['<link>', '<mention>', '<hashtag>', '<cashtag>'] as const;
const isSign: ReadonlySet<string> = new Set(signs);

/** Padding, unknown and three that only checkpoints use. */
const specials = 5;

/**
 * The words of a text in pieces that were learned by byte-pair encoding: a rare word is read by its parts. A piece that
 * begins a word begins with `▁`.
 */
export class SubwordVocabulary implements TokenVocabulary {
  readonly words: readonly string[];
  readonly firstWord = specials;
  readonly paddingId = 0;
  /** The content of a `tokenizer.json`: with it and the cleaning the vocabulary is made again. */
  readonly tokenizer: object;
  readonly #pieces: SubwordTokenizer;
  readonly #cleaning: Cleaning;
  /** Words are cut once each. */
  readonly #cut = new Map<string, readonly string[]>();
  readonly #signs: ReadonlyMap<string, number>;

  /** @throws UserError if it is no tokeniser */
  constructor(tokenizer: object, cleaning: Cleaning = defaultCleaning, file = 'the tokeniser') {
    this.tokenizer = tokenizer;
    this.#pieces = SubwordTokenizer.open(tokenizer, trainedConfig, file);
    this.#cleaning = cleaning;
    this.words = [...this.#pieces.words, ...signs];
    this.#signs = new Map(signs.map((sign, i) => [sign, this.#pieces.size + i]));
  }

  /** Learns pieces from texts; of the training part only. `maxSize` counts the signs of the cleaning too. */
  static fit(
    texts: Iterable<string>,
    options: SubwordOptions,
    cleaning: Cleaning = defaultCleaning,
  ): SubwordVocabulary {
    const cleaned = [...texts].map((text) => plain(text, cleaning));
    const maxSize = options.maxSize - signs.length;
    return new SubwordVocabulary(trainSubwords(cleaned, { ...options, maxSize }), cleaning);
  }

  get size(): number {
    return this.words.length;
  }

  cut(text: string): string[] {
    return words(text, this.#cleaning).flatMap((word) => (isSign.has(word) ? [word] : this.#piecesOf(word)));
  }

  encode(tokens: readonly string[], maxTokens: number): Int32Array {
    return Int32Array.from(
      tokens.slice(0, maxTokens),
      (token) => this.#signs.get(token) ?? this.#pieces.idOf(token),
    );
  }

  #piecesOf(word: string): readonly string[] {
    let pieces = this.#cut.get(word);
    if (!pieces) {
      pieces = this.#pieces.pieces(word);
      this.#cut.set(word, pieces);
    }
    return pieces;
  }
}

function plain(text: string, cleaning: Cleaning): string {
  return words(text, cleaning)
    .filter((word) => !isSign.has(word))
    .join(' ');
}
