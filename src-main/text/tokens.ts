/** Cuts texts into tokens, each of which is a row of a table of vectors: words, or pieces of words. */
export interface TokenVocabulary {
  /** Rows of the table. */
  readonly size: number;
  /** Every token, by its row. */
  readonly words: readonly string[];
  /** Rows before this one are no words: padding, what is unknown, and the like. */
  readonly firstWord: number;
  /** The row that fills short texts up. */
  readonly paddingId: number;
  /** The tokens of a text; where it is encoded for a checkpoint, its special tokens with them, at most `maxTokens`. */
  cut(text: string, maxTokens: number): string[];
  /** The rows of the first `maxTokens` tokens. */
  encode(tokens: readonly string[], maxTokens: number): Int32Array;
  /** A token as a reader sees it; absent: as it is. */
  shown?(token: string): string;
  /** Whether a row is one of the tokens that a checkpoint expects around every text; absent: none is. */
  isSpecial?(row: number): boolean;
}
