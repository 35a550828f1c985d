/** Settings of `contextual-sentiment` and `topic` whose defaults depend on what reads their texts. */
import { z } from 'zod';
import { about } from '../setting.ts';
import { dependent, usualWithin } from './dependent-fields.ts';
import { labelFields, trainingFields, wordFields } from './fields.ts';

/** What reads a text: words that are learned, a checkpoint as it is published, or one that is trained further. */
export type Reader = 'words' | 'frozen' | 'tuned';

export function readerOf({ encoder, tuned }: { encoder: 'words' | 'checkpoint'; tuned: boolean }): Reader {
  if (encoder === 'words') return 'words';
  return tuned ? 'tuned' : 'frozen';
}

/**
 * What a setting is where nothing is said. The learning rates of checkpoints, and that a tuned one weights every text
 * alike, are measured (`docs/encoders.md`).
 */
const usual = {
  words: {
    epochs: 30,
    batchSize: 64,
    learningRate: 2e-3,
    dropout: 0.3,
    maxTokens: 32,
    classWeights: 'balanced',
  },
  frozen: {
    epochs: 30,
    batchSize: 64,
    learningRate: 1e-2,
    dropout: 0.3,
    maxTokens: 64,
    classWeights: 'balanced',
  },
  tuned: { epochs: 3, batchSize: 32, learningRate: 1e-4, dropout: 0.1, maxTokens: 64, classWeights: 'none' },
} as const satisfies Record<Reader, Record<string, number | string>>;
type DependentName = keyof (typeof usual)['words'];

export const dependentFields = {
  epochs: ofReader('epochs', trainingFields.epochs),
  batchSize: ofReader('batchSize', trainingFields.batchSize),
  learningRate: ofReader('learningRate', trainingFields.learningRate),
  dropout: ofReader('dropout', trainingFields.dropout),
  maxTokens: ofReader('maxTokens', wordFields.maxTokens),
  classWeights: ofReader('classWeights', labelFields.classWeights),
  contextEpochs: dependent(
    z
      .int()
      .min(1)
      .max(10_000)
      .default(usual.words.epochs)
      .meta(
        about('training', 'Epochs of the context', '', { when: { path: 'contextModel', is: ['residual'] } }),
      ),
    `The maximum number of epochs in which contextModel=residual learns to read windows, once its text model is trained; by default as many as epochs, and ${usual.frozen.epochs} with a checkpoint that is tuned.`,
  ),
};

function ofReader<T extends z.ZodType>(name: DependentName, field: z.ZodDefault<T>) {
  const { note = '' } = field.meta() ?? {};
  return dependent(field, `${String(note).replace(/\.$/, '')}; by default ${defaultsInWords(name)}.`);
}

/** `32, and 64 with a checkpoint`. */
function defaultsInWords(name: DependentName): string {
  const { words, frozen, tuned } = usual;
  const [one, two, three]: (number | string)[] = [words[name], frozen[name], tuned[name]];
  if (two === three) return `${one}, and ${two} with a checkpoint`;
  if (one === two) return `${one}, and ${three} with a checkpoint that is tuned`;
  return `${one} with words, ${two} with a checkpoint and ${three} with one that is tuned`;
}

/**
 * The configuration with a value for every setting of these that says nothing, which is what a run stores. A branch over
 * vectors takes the epochs of a checkpoint that is frozen, whatever tunes its text model.
 */
export function withUsual<C extends { encoder: 'words' | 'checkpoint'; tuned: boolean; epochs: number }>(
  config: C & { contextEpochs?: number },
): C {
  const reader = readerOf(config);
  const said = { ...config, ...usualWithin(config, { tuned: config.encoder === 'words', ...usual[reader] }) };
  const contextEpochs = reader === 'tuned' ? usual.frozen.epochs : said.epochs;
  return { ...said, ...usualWithin(said, { contextEpochs }) };
}
