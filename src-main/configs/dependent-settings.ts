/** Settings of `contextual-sentiment` and `topic` whose defaults depend on what reads their texts. */
import type { z } from 'zod';
import { dependent, usualWithin } from './dependent-fields.ts';
import { trainingFields, wordFields } from './fields.ts';

/** What reads a text: words that are learned, a checkpoint as it is published, or one that is trained further. */
export type Reader = 'words' | 'frozen' | 'tuned';

export function readerOf({ encoder, tuned }: { encoder: 'words' | 'checkpoint'; tuned: boolean }): Reader {
  if (encoder === 'words') return 'words';
  return tuned ? 'tuned' : 'frozen';
}

/**
 * What a setting is where nothing is said. The learning rate of a frozen checkpoint is measured (`docs/encoders.md`);
 * those of a tuned one are within what BERT's publication tries (Devlin et al., 2019).
 */
const usual = {
  words: { epochs: 30, batchSize: 64, learningRate: 2e-3, dropout: 0.3, maxTokens: 32 },
  frozen: { epochs: 30, batchSize: 64, learningRate: 1e-2, dropout: 0.3, maxTokens: 64 },
  tuned: { epochs: 3, batchSize: 32, learningRate: 5e-5, dropout: 0.1, maxTokens: 64 },
} satisfies Record<Reader, Record<string, number>>;
type DependentName = keyof (typeof usual)['words'];

export const dependentFields = {
  epochs: ofReader('epochs', trainingFields.epochs),
  batchSize: ofReader('batchSize', trainingFields.batchSize),
  learningRate: ofReader('learningRate', trainingFields.learningRate),
  dropout: ofReader('dropout', trainingFields.dropout),
  maxTokens: ofReader('maxTokens', wordFields.maxTokens),
};

function ofReader<T extends z.ZodType<number>>(name: DependentName, field: z.ZodDefault<T>) {
  const { note = '' } = field.meta() ?? {};
  return dependent(field, `${String(note).replace(/\.$/, '')}; by default ${defaultsInWords(name)}.`);
}

/** `32, and 64 with a checkpoint`. */
function defaultsInWords(name: DependentName): string {
  const { words, frozen, tuned } = usual;
  const [one, two, three] = [words[name], frozen[name], tuned[name]];
  if (two === three) return `${one}, and ${two} with a checkpoint`;
  if (one === two) return `${one}, and ${three} with a checkpoint that is tuned`;
  return `${one} with words, ${two} with a checkpoint and ${three} with one that is tuned`;
}

/** The configuration with a number for every setting of these that says nothing, which is what a run stores. */
export function withUsual<C extends { encoder: 'words' | 'checkpoint'; tuned: boolean }>(config: C): C {
  const all = { tuned: config.encoder === 'words', ...usual[readerOf(config)] };
  return { ...config, ...usualWithin(config, all) };
}
