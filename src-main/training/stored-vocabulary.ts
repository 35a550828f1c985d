import { z } from 'zod';
import type { Cleaning } from '../text/cleaning.ts';
import { SubwordVocabulary } from '../text/subword-vocabulary.ts';
import type { TokenVocabulary } from '../text/tokens.ts';
import { Vocabulary } from '../text/vocabulary.ts';

/** A vocabulary in `run.json`: the words by their ids, or what learned pieces are made again from. */
export const storedVocabularySchema = z.union([
  z.array(z.string()),
  z.object({ kind: z.literal('subwords'), tokenizer: z.record(z.string(), z.unknown()) }),
]);
export type StoredVocabulary = z.infer<typeof storedVocabularySchema>;

export function toStored(vocabulary: TokenVocabulary): StoredVocabulary {
  return vocabulary instanceof SubwordVocabulary
    ? { kind: 'subwords', tokenizer: { ...vocabulary.tokenizer } }
    : [...vocabulary.words];
}

/** @param file where it is from, for messages */
export function fromStored(
  stored: StoredVocabulary,
  cleaning: Cleaning | undefined,
  file: string,
): TokenVocabulary {
  return Array.isArray(stored)
    ? new Vocabulary(stored, cleaning)
    : new SubwordVocabulary(stored.tokenizer, cleaning, file);
}
