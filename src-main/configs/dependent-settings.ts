/** Settings of `contextual-sentiment` and `topic` whose defaults depend on what reads their texts. */
import type { z } from 'zod';
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
  epochs: dependent('epochs', trainingFields.epochs),
  batchSize: dependent('batchSize', trainingFields.batchSize),
  learningRate: dependent('learningRate', trainingFields.learningRate),
  dropout: dependent('dropout', trainingFields.dropout),
  maxTokens: dependent('maxTokens', wordFields.maxTokens),
};

/** The same field, null where nothing is said: `withUsual` of the recipe's schema then puts the number in its place. */
function dependent<T extends z.ZodType<number>>(name: DependentName, field: z.ZodDefault<T>) {
  const { note = '', ...form } = field.meta() ?? {};
  return field
    .unwrap()
    .nullable()
    .default(null)
    .transform((value) => value as number)
    .meta({
      ...form,
      note: `${String(note).replace(/\.$/, '')}; by default ${defaultsInWords(name)}.`,
      empty: 'the default',
    });
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
  const given = Object.entries(config).filter(([, value]) => value !== null);
  const tuned = config.encoder === 'words';
  return { ...config, tuned, ...usual[readerOf(config)], ...Object.fromEntries<unknown>(given) };
}
