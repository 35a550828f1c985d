/** What reads the texts of `contextual-sentiment` and `topic`, and how far a checkpoint is trained with them. */
import { z } from 'zod';
import { about, type SettingForm } from '../setting.ts';
import { checkpoint, cleanTextsField, precisionField } from './classifier-fields.ts';

const withCheckpoint = { when: { path: 'encoder', is: ['checkpoint'] } } satisfies SettingForm;
const withTuning = {
  when: { path: 'tuned', is: [true], and: withCheckpoint.when },
} satisfies SettingForm;
/** Without vectors to start from there is nothing that could stay as it is. */
const withPublished = {
  when: { ...withCheckpoint.when, or: { path: 'vectors', is: 'given' } },
} satisfies SettingForm;

/**
 * How a checkpoint is trained further.
 * @param layerDecay its default
 */
export function tuningFields(when: SettingForm, layerDecay: number) {
  return {
    frozenLayers: z
      .int()
      .min(0)
      .max(1000)
      .default(0)
      .meta(
        about(
          'model',
          'Layers left as published',
          'How many of the first layers of a tuned checkpoint are not trained, with the token vectors below them; each saves time and memory, and 0 trains everything.',
          when,
        ),
      ),
    layerDecay: z
      .number()
      .positive()
      .max(1)
      .default(layerDecay)
      .meta(
        about(
          'training',
          'Layer decay',
          'What the learning rate of a tuned checkpoint is multiplied by from each layer to the one below it: the last layer has this share of the learning rate, the token vectors the smallest one; 1 gives all layers the same rate.',
          when,
        ),
      ),
    accumulate: z
      .int()
      .min(1)
      .max(1024)
      .default(1)
      .meta(
        about(
          'training',
          'Parts of a batch',
          'In how many parts a batch is read, one after the other, whose gradients are summed up to one step: more parts need less memory and learn the same.',
          when,
        ),
      ),
  };
}

export const encoderFields = {
  encoder: z
    // What a checkpoint was called in 0.1.0.
    .preprocess(
      (value) => (value === 'bert' ? 'checkpoint' : value),
      z.enum(['words', 'checkpoint']).default('words'),
    )
    .meta(
      about(
        'model',
        'Texts as',
        'What reads a text: words by word vectors that are trained with the model, checkpoint by a published encoder; layers, vectors and the vocabulary settings then have no effect.',
        { main: true, names: { words: 'words, learned', checkpoint: 'a checkpoint' } },
      ),
    ),
  checkpoint,
  tuned: z
    .boolean()
    .nullable()
    .default(null)
    // `withUsual` puts what is usual in the place of null.
    .transform((value) => value as boolean)
    .meta(
      about(
        'model',
        'Tune the encoder',
        'Trains the checkpoint, or the word vectors, with the model, where a checkpoint otherwise stays as published and reads each distinct text once; by default word vectors are trained and a checkpoint is not.',
        { main: true, empty: 'the default', ...withPublished },
      ),
    ),
  attendTo: z
    .enum(['texts', 'tokens'])
    .default('texts')
    .meta(
      about(
        'context',
        'Attend to',
        'What a text queries in its window with a checkpoint and context=cross or self: texts, one vector for each, or tokens, the last hidden states of the checkpoint.',
        { names: { texts: 'texts as wholes', tokens: 'their tokens' }, ...withCheckpoint },
      ),
    ),
  headLearningRate: z
    .number()
    .positive()
    .default(1e-2)
    .meta(
      about(
        'training',
        'Learning rate of the head',
        'The highest learning rate of what stands above a tuned checkpoint, the head and its attention: they start at random over short vectors, and have to learn faster than a checkpoint that can already read.',
        withTuning,
      ),
    ),
  cleanTexts: cleanTextsField(withCheckpoint),
  precision: precisionField({ when: { path: 'tuned', is: [false, null], and: withCheckpoint.when } }),
  ...tuningFields(withTuning, 0.9),
};
