import type { SpecialIds, SubwordTokenizer } from './subword-tokenizer.ts';
import type { TokenVocabulary } from './tokens.ts';

/** The vocabulary of a published checkpoint: a text as it is, with the special tokens around it. */
export class CheckpointVocabulary implements TokenVocabulary {
  readonly words: readonly string[];
  readonly firstWord = 0;
  readonly paddingId: number;
  readonly #tokenizer: SubwordTokenizer;

  constructor(tokenizer: SubwordTokenizer) {
    this.#tokenizer = tokenizer;
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
    return this.#tokenizer.encode(text, { maxTokens }).tokens;
  }

  encode(tokens: readonly string[], maxTokens: number): Int32Array {
    return Int32Array.from(tokens.slice(0, maxTokens), (token) => this.#tokenizer.idOf(token));
  }

  shown(token: string): string {
    return this.#tokenizer.shown(token);
  }
}
