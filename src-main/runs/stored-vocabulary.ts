import { dirname } from 'node:path';
import { z } from 'zod';
import type { Cleaning } from '../text/cleaning.ts';
import { CheckpointVocabulary } from '../text/checkpoint-vocabulary.ts';
import { SubwordVocabulary } from '../text/subword-vocabulary.ts';
import type { TokenVocabulary } from '../text/tokens.ts';
import { openTokenizer } from '../text/tokenizer-files.ts';
import { rulesSchema } from '../text/label-rules/rule-file.ts';
import { RuleMask } from '../text/label-rules/rule-mask.ts';
import { MaskedVocabulary } from '../text/masked-vocabulary.ts';
import { Vocabulary } from '../text/vocabulary.ts';

/** A vocabulary in `run.json`: the words by their ids, what learned pieces are made again from, or that it is a
 * checkpoint's, whose files stand beside `run.json`. */
const ownSchema = z.union([
  z.array(z.string()),
  z.object({ kind: z.literal('subwords'), tokenizer: z.record(z.string(), z.unknown()) }),
  // Earlier versions read texts as they were written.
  z.object({ kind: z.literal('checkpoint'), cleans: z.boolean().default(false) }),
]);

export const storedVocabularySchema = z.union([
  ownSchema,
  /** One that reads texts without the words of rules. */
  z.object({ kind: z.literal('masked'), rules: rulesSchema, whole: ownSchema }),
]);
export type StoredVocabulary = z.infer<typeof storedVocabularySchema>;

export function toStored(vocabulary: TokenVocabulary): StoredVocabulary {
  if (!(vocabulary instanceof MaskedVocabulary)) return ownStored(vocabulary);
  return { kind: 'masked', rules: vocabulary.mask.rules, whole: ownStored(vocabulary.whole) };
}

/** The same without what it takes out of texts. */
export function ownStored(vocabulary: TokenVocabulary): z.infer<typeof ownSchema> {
  if (vocabulary instanceof MaskedVocabulary) return ownStored(vocabulary.whole);
  if (vocabulary instanceof CheckpointVocabulary) return { kind: 'checkpoint', cleans: vocabulary.cleans };
  return vocabulary instanceof SubwordVocabulary
    ? { kind: 'subwords', tokenizer: { ...vocabulary.tokenizer } }
    : [...vocabulary.words];
}

/** @param file where it is from, for messages */
export async function fromStored(
  stored: StoredVocabulary,
  cleaning: Cleaning | undefined,
  file: string,
): Promise<TokenVocabulary> {
  if ('rules' in stored) {
    const whole = await fromStored(stored.whole, cleaning, file);
    return new MaskedVocabulary(whole, new RuleMask(stored.rules));
  }
  if (Array.isArray(stored)) return new Vocabulary(stored, cleaning);
  return stored.kind === 'checkpoint'
    ? new CheckpointVocabulary(await openTokenizer(dirname(file)), stored.cleans)
    : new SubwordVocabulary(stored.tokenizer, cleaning, file);
}
