import type { RuleMask } from './label-rules/rule-mask.ts';
import type { TokenVocabulary } from './tokens.ts';

/** A vocabulary that reads every text without the words by which rules give labels, whoever reads it and why. */
export class MaskedVocabulary implements TokenVocabulary {
  readonly mask: RuleMask;
  /** The one that reads what is left. */
  readonly whole: TokenVocabulary;

  constructor(whole: TokenVocabulary, mask: RuleMask) {
    this.whole = whole;
    this.mask = mask;
  }

  get size(): number {
    return this.whole.size;
  }

  get words(): readonly string[] {
    return this.whole.words;
  }

  get firstWord(): number {
    return this.whole.firstWord;
  }

  get paddingId(): number {
    return this.whole.paddingId;
  }

  cut(text: string, maxTokens: number): string[] {
    return this.whole.cut(this.mask.of(text), maxTokens);
  }

  encode(tokens: readonly string[], maxTokens: number): Int32Array {
    return this.whole.encode(tokens, maxTokens);
  }

  shown(token: string): string {
    return this.whole.shown?.(token) ?? token;
  }

  isSpecial(row: number): boolean {
    return this.whole.isSpecial?.(row) ?? false;
  }
}

/** The vocabulary as a run reads with it. @param mask null: texts are read as they are */
export function readThrough<V extends TokenVocabulary>(
  vocabulary: V,
  mask: RuleMask | null,
): V | MaskedVocabulary {
  return mask === null ? vocabulary : new MaskedVocabulary(vocabulary, mask);
}

/** What a run takes out of the texts that it reads; null: nothing. */
export function maskOf(vocabulary: TokenVocabulary): RuleMask | null {
  return vocabulary instanceof MaskedVocabulary ? vocabulary.mask : null;
}
