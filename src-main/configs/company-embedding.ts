import { z } from 'zod';
import { companyTopics, textMatching } from '../results/companies.ts';
import { about, type SettingForm } from '../setting.ts';
import { checkpoint, cleanTextsField, notRounded, precisionField } from './classifier-fields.ts';
import { dependent, usualWithin } from './dependent-fields.ts';
import { encoderFields } from './encoder-fields.ts';
import {
  labelFields,
  symbols,
  trainingFields,
  withDefault,
  withForm,
  withWords,
  wordFields,
} from './fields.ts';
import { modelFields } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';
import { type VectorSource, vectorFields } from './vector-fields.ts';

/** A company's own name is hidden in its texts, after which there is nothing to choose about mentions and the like. */
const { cleaning: _, ...words } = wordFields;

/** What a setting is where nothing is said. */
const usual = {
  words: { learningRate: 2e-3, maxTokens: 32, tuned: true },
  checkpoint: { learningRate: 1e-2, maxTokens: 64, tuned: false },
};

const withTopics = { when: { path: 'objective', is: ['topic'] } } satisfies SettingForm;

const settings = z
  .object({
    recipe: z.literal('company-embedding'),
    symbols,
    objective: z
      .enum(['match', 'topic'])
      .default('match')
      .meta(
        about(
          'model',
          'Objective',
          'What is learned: match finds another text of a company from some of its texts, topic lets the name of a company query texts on one topic and predicts that topic.',
          { main: true, names: { match: 'match its texts', topic: 'name topics' } },
        ),
      ),
    topicScheme: z
      .string()
      .min(1)
      .default('topic')
      .meta(
        about(
          'data',
          'Topic scheme',
          'The label scheme of the topics for objective=topic; labels given by a model count too.',
          { main: true, editor: 'scheme', ...withTopics },
        ),
      ),
    classWeights: withForm(labelFields.classWeights, withTopics),
    ...trainingFields,
    learningRate: dependent(
      trainingFields.learningRate,
      `The highest learning rate of the schedule; by default ${usual.words.learningRate}, and ${usual.checkpoint.learningRate} with a checkpoint.`,
    ),
    encoder: encoderFields.encoder,
    checkpoint,
    cleanTexts: cleanTextsField({ when: { path: 'encoder', is: ['checkpoint'] } }),
    precision: precisionField({ when: { path: 'encoder', is: ['checkpoint'] } }),
    ...words,
    maxTokens: dependent(
      wordFields.maxTokens,
      `Tokens kept of each text; the rest is cut off; by default ${usual.words.maxTokens}, and ${usual.checkpoint.maxTokens} with a checkpoint.`,
    ),
    ...vectorFields,
    tuned: dependent(
      vectorFields.tuned,
      'Trains the word vectors too; false keeps them fixed, as a checkpoint always is here.',
    ),
    width: modelFields.width,
    heads: modelFields.heads,
    layers: withForm(modelFields.layers, withWords),
    dropout: withDefault(trainingFields.dropout, 0.1),
    minCount: withDefault(wordFields.minCount, 3),
    textsPerCompany: z
      .int()
      .min(1)
      .max(64)
      .default(8)
      .meta(
        about(
          'data',
          'Texts per company',
          'Texts that form a vector in one training example, drawn without replacement; objective=topic needs at least 2.',
          { main: true },
        ),
      ),
    minTexts: z
      .int()
      .min(2)
      .default(10)
      .meta(about('data', 'Texts needed', 'Companies with fewer texts than this are left out.')),
    temperature: z
      .number()
      .positive()
      .default(0.1)
      .meta(
        about(
          'training',
          'Temperature',
          'The temperature of the InfoNCE loss of objective=match: similarities are divided by it.',
          { when: { path: 'objective', is: ['match'] } },
        ),
      ),
  })
  .refine(({ encoder, tuned }) => encoder === 'words' || !tuned, {
    path: ['tuned'],
    error: 'a checkpoint that reads texts about companies stays as published; leave it at false',
  })
  .refine(({ encoder, precision }) => encoder === 'checkpoint' || precision === 'float32', notRounded)
  .overwrite((config) => ({ ...config, ...usualWithin(config, usual[config.encoder]) }))
  .meta({
    note: 'Learns a vector for every company from what is written about it, to find neighbours and draw a map.',
    reads: 'texts about several companies, with topic labels for objective=topic',
    data: 'companies',
  });
export type CompanyEmbeddingConfig = z.infer<typeof settings>;

/** What the words of a configuration start from; null: random vectors, or a checkpoint reads the texts. */
export function startingVectors({ encoder, vectors }: CompanyEmbeddingConfig): VectorSource | null {
  return encoder === 'words' ? vectors : null;
}

export const companyEmbedding = recipeSchemas({
  config: settings,
  results: [textMatching, companyTopics],
  answers: 'companies',
  inShort: ({ textsPerCompany }) => `${textsPerCompany} texts per company`,
});
