import { z } from 'zod';
import { companyTopics, textMatching } from '../results/companies.ts';
import { about, type SettingForm } from '../setting.ts';
import { labelFields, symbols, trainingFields, withDefault, withForm, wordFields } from './fields.ts';
import { modelFields } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';
import { vectorFields } from './vector-fields.ts';

/** A company's own name is hidden in its texts, after which there is nothing to choose about mentions and the like. */
const { cleaning: _, ...words } = wordFields;

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
    ...words,
    ...vectorFields,
    width: modelFields.width,
    heads: modelFields.heads,
    layers: modelFields.layers,
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
  .meta({
    note: 'Learns a vector for every company from what is written about it, to find neighbours and draw a map.',
    reads: 'texts about several companies, with topic labels for objective=topic',
    data: 'companies',
  });
export type CompanyEmbeddingConfig = z.infer<typeof settings>;

export const companyEmbedding = recipeSchemas({
  config: settings,
  results: [textMatching, companyTopics],
  answers: 'companies',
  inShort: ({ textsPerCompany }) => `${textsPerCompany} texts per company`,
});
