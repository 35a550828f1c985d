/** What the recipes that learn a label of a text have in common. */
import { z } from 'zod';
import { textScores } from '../results/classified.ts';
import { about } from '../setting.ts';
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

/** `ngrams` of earlier configurations is `ensemble`. */
export function renamed<C extends { ensemble: boolean; ngrams?: boolean | undefined }>({
  ngrams,
  ...config
}: C): C {
  return { ...config, ensemble: config.ensemble || (ngrams ?? false) } as C;
}

/** How classifiers are listed, and what they result in. */
export const classifierSchemas = {
  results: [textScores] as const,
  answers: 'texts' as const,
  inShort: () => 'no context',
};

export const labelledTexts = 'labelled texts';
