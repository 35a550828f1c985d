import type { BatchTexts, TextBatchBuilder } from '../texts/text-batch.ts';
import type { FrozenTexts } from '../texts/frozen-texts.ts';
import type { TokenStore } from '../texts/token-store.ts';

/** The texts of companies and their names, as batches have them. */
export interface CompanyTexts extends Pick<BatchTexts, 'tensors' | 'prepare'> {
  /** Adds a text, or a name, as words in which the company's own name is hidden, and returns its id. */
  addWords(words: readonly string[]): number;
  /** What the name of a company is in a batch: its words, or the row of its vector. */
  nameOf(id: number, builder: TextBatchBuilder): Int32Array;
  /** Places of the longest of these names, at least 1. */
  nameLength(ids: readonly number[]): number;
}

export function textsAsWords(tokens: TokenStore): CompanyTexts {
  return {
    addWords: (words) => tokens.addWords(words),
    prepare: () => tokens.prepare(),
    tensors: (ids, unit) => tokens.tensors(ids, unit),
    nameOf: (id) => tokens.get(id),
    nameLength: (ids) => Math.max(...ids.map((id) => tokens.get(id).length), 1),
  };
}

export function textsAsVectors(texts: FrozenTexts): CompanyTexts {
  return {
    addWords: (words) => texts.addText(readable(words)),
    prepare: () => texts.prepare(),
    tensors: (ids, unit) => texts.tensors(ids, unit),
    nameOf: (id, builder) => Int32Array.of(builder.row(id)),
    nameLength: () => 1,
  };
}

/** Words as a published encoder reads them: a hidden name is "company", and signs for links, cashtags and mentions go. */
export function readable(words: readonly string[]): string {
  return words
    .map((word) => (word === '<company>' ? 'company' : word))
    .filter((word) => !/^<.*>$/u.test(word))
    .join(' ');
}
