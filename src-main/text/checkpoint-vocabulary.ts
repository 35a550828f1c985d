import { nameEmoji } from './emoji-names.ts';
import { withoutLinks } from './links.ts';
import { withoutRetweetHead } from './retweet.ts';
import type { SpecialIds, SubwordTokenizer } from './subword-tokenizer.ts';
import type { TokenVocabulary } from './tokens.ts';

/** The vocabulary of a published checkpoint: a text with the special tokens around it. */
export class CheckpointVocabulary implements TokenVocabulary {
  readonly words: readonly string[];
  readonly firstWord = 0;
  readonly paddingId: number;
  /** Links and the head of a retweet go, and emoji that the checkpoint has no token for are read by their names. */
  readonly cleans: boolean;
  readonly #tokenizer: SubwordTokenizer;
  readonly #knows = new Map<string, boolean>();

  constructor(tokenizer: SubwordTokenizer, cleans: boolean) {
    this.#tokenizer = tokenizer;
    this.cleans = cleans;
    this.words = tokenizer.words;
    this.paddingId = tokenizer.paddingId;
  }

  get special(): Readonly<SpecialIds> {
    return this.#tokenizer.special;
  }

  get size(): number {
    return this.words.length;
  }

  cut(text: string, maxTokens: number): string[] {
    return this.#tokenizer.encode(this.cleans ? this.#cleaned(text) : text, { maxTokens }).tokens;
  }

  encode(tokens: readonly string[], maxTokens: number): Int32Array {
    return Int32Array.from(tokens.slice(0, maxTokens), (token) => this.#tokenizer.idOf(token));
  }

  shown(token: string): string {
    return this.#tokenizer.shown(token);
  }

  isSpecial(row: number): boolean {
    return this.special.all.includes(row);
  }

  #cleaned(text: string): string {
    const said = withoutLinks(withoutRetweetHead(text));
    return nameEmoji(said, (emoji) => !this.#isKnown(emoji)).trim();
  }

  #isKnown(emoji: string): boolean {
    let known = this.#knows.get(emoji);
    if (known === undefined) {
      known = this.#tokenizer.knows(emoji);
      this.#knows.set(emoji, known);
    }
    return known;
  }
}
