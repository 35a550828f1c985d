/** What the recipes that learn a label of a text have in common. */
import { z } from 'zod';
import { textScores } from '../results/classified.ts';
import { trialScores } from '../results/trial.ts';
import { about, type SettingForm } from '../setting.ts';
import { labelFields, tokenFields, trainingFields } from './fields.ts';
import { vectorFields } from './vector-fields.ts';

/** Of those that learn word vectors of their own. */
export const wordClassifierFields = {
  ...trainingFields,
  ...tokenFields,
  ...labelFields,
  ...vectorFields,
  ensemble: z
    .boolean()
    .default(false)
    .meta(
      about(
        'model',
        'Ensemble with n-grams',
        'Also stacks the model with linear classifiers of words, word pairs and character n-grams, with weights chosen on texts that they have not learned; the score of this ensemble stands next to that of the model, and n-grams alone are a baseline of every run.',
      ),
    ),
  /** What `ensemble` was called in 0.1.0. */
  ngrams: z.boolean().optional().meta({ renamedTo: 'ensemble' }),
};

export const checkpoint = z
  .string()
  .min(1)
  .default('google-bert/bert-base-uncased')
  .meta(
    about(
      'model',
      'Checkpoint',
      'A checkpoint that was added on this machine, by its name or the beginning of its hash; a folder in the published layout; or a masked-language-model run, as run:7.',
      {
        main: true,
        editor: 'checkpoint',
        runsOf: 'masked-language-model',
        when: { path: 'encoder', is: ['checkpoint'] },
      },
    ),
  );

/** @param when a checkpoint reads texts */
export function cleanTextsField(when: SettingForm) {
  return z
    .boolean()
    .default(true)
    .meta(
      about(
        'text',
        'Clean texts',
        'Drops links and the head of a retweet, and reads emoji that the checkpoint has no token for by their names; otherwise it reads texts as they were written.',
        when,
      ),
    );
}

/** How exactly a checkpoint that is not trained reads texts: as published, or in whole numbers of 8 bits. */
export type Precision = 'float32' | 'int8';

/** @param when a checkpoint stays as it is */
export function precisionField(when: SettingForm) {
  return z
    .enum(['float32', 'int8'])
    .default('float32')
    .meta(
      about(
        'model',
        'Precision',
        'With which numbers a checkpoint that is not tuned reads texts: float32 as published, or int8, rounded to 8 bits, on the processor only, in less than half the time; the vectors then have a cosine of .99 with the exact ones, and a classifier on them was right on 73.1 % of texts instead of 73.3 %.',
        { names: { float32: 'as published', int8: 'rounded to int8' }, ...when },
      ),
    );
}

export const notRounded = {
  path: ['precision'],
  error: 'only a checkpoint that is not trained itself can be rounded to int8; leave it at float32',
};

/** The precision in which the encoder of a run reads texts. */
export function precisionOf(config: object): Precision {
  return 'precision' in config && config.precision === 'int8' ? 'int8' : 'float32';
}

/** `ngrams` of earlier configurations is `ensemble`. */
export function renamed<C extends { ensemble: boolean; ngrams?: boolean | undefined }>({
  ngrams,
  ...config
}: C): C {
  return { ...config, ensemble: config.ensemble || (ngrams ?? false) } as C;
}

/** What reads the texts, in a few words; null: words that are learned from the training texts alone. */
export function readerInShort(config: {
  encoder?: string;
  checkpoint?: string;
  tuned?: boolean | null;
  /** A file, or the run that they were trained by. */
  vectors?: string | number | null;
}): string | null {
  const { encoder, checkpoint: name, tuned, vectors } = config;
  const last = (path: string) => path.split(/[\\/]/u).at(-1)!;
  if (name !== undefined && encoder !== 'words') return `${last(name)}${tuned ? ', tuned' : ''}`;
  if (typeof vectors === 'number') return `vectors of run ${vectors}`;
  return vectors ? last(vectors) : null;
}

/** Parts of what is said of a run, with those left out that there are none of. */
export function listed(...parts: (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ');
}

/** How classifiers are listed, and what they result in. */
export const classifierSchemas = {
  results: [textScores, trialScores] as const,
  answers: 'texts' as const,
  inShort: (config: object) => listed('no context', readerInShort(config)),
};

export const labelledTexts = 'labelled texts';
