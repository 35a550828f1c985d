import { z } from 'zod';
import { counted } from '../counted.ts';
import { companyTopics, textMatching } from '../results/companies.ts';
import { about, type SettingCondition, type SettingForm } from '../setting.ts';
import { checkpoint, cleanTextsField, notRounded, precisionField } from './classifier-fields.ts';
import { countedInShort } from './company-cooccurrence.ts';
import { countingFields, minTexts } from './counting-fields.ts';
import { dependent, usualWithin } from './dependent-fields.ts';
import { encoderFields } from './encoder-fields.ts';
import { labelFields, symbols, trainingFields, withDefault, withForm, wordFields } from './fields.ts';
import { modelFields } from './model-fields.ts';
import { recipeSchemas } from './recipe-schemas.ts';
import { type VectorSource, vectorFields } from './vector-fields.ts';

/** A company's own name is hidden in its texts, after which there is nothing to choose about mentions and the like. */
const { cleaning: _, maxTokens: __, ...words } = wordFields;

/** What a setting is where nothing is said. */
const usual = {
  words: { learningRate: 2e-3, maxTokens: 32, tuned: true },
  checkpoint: { learningRate: 1e-2, maxTokens: 64, tuned: false },
};

const fromCounts = { path: 'start', is: ['counts'] } satisfies SettingCondition;
const whileCounting = {
  when: { path: 'objective', is: ['count', null], or: fromCounts },
} satisfies SettingForm;
const whileCountingAlone = { when: { path: 'objective', is: ['count', null] } } satisfies SettingForm;
const whileTraining = { when: { path: 'objective', is: ['match', 'topic'] } } satisfies SettingForm;
/** Where an encoder alone reads the texts, and is trained with what stands above it. */
const whileReading = {
  when: { path: 'start', is: ['random'], and: whileTraining.when },
} satisfies SettingForm;
const withVectors = { path: 'vectors', is: 'given' } satisfies SettingCondition;
/** Where word vectors read the texts, alone or beside counted words. */
const whileReadingWords = { when: { ...whileReading.when, or: withVectors } } satisfies SettingForm;
/** Where any encoder does. */
const whileEncoding = {
  when: { ...whileReading.when, or: { path: 'encoder', is: ['checkpoint'], or: withVectors } },
} satisfies SettingForm;
const withCheckpoint = {
  when: { ...whileTraining.when, and: { path: 'encoder', is: ['checkpoint'] } },
} satisfies SettingForm;
const withWords = {
  when: { path: 'encoder', is: ['words'], and: whileReading.when },
} satisfies SettingForm;

/** The same fields, of which a form shows those that have an effect with the objective. */
function within<T extends Record<string, z.ZodType>>(form: SettingForm, fields: T): T {
  const shown = Object.entries(fields).map(([name, field]) => [name, withForm(field, form)] as const);
  return { ...fields, ...Object.fromEntries<z.ZodType>(shown) };
}

const { seed, plateauPatience, dropout, ...training } = trainingFields;

const withTopics = { when: { path: 'objective', is: ['topic'] } } satisfies SettingForm;

const objective = z
  .enum(['count', 'match', 'topic'])
  .default('count')
  .meta(
    about('model', 'Objective', 'How vectors come about.', {
      main: true,
      names: { count: 'count words and co-mentions', match: 'match its texts', topic: 'name topics' },
    }),
  );

const settings = z
  .object({
    recipe: z.literal('company-embedding'),
    symbols,
    objective: dependent(
      objective,
      'How vectors come about: count trains nothing and counts the words of texts and the companies named together, which finds companies of one sector best; match is trained to find another text of a company from some of its texts; topic lets the name of a company query texts on one topic and is trained to predict that topic; by default count, and match where texts are read by a checkpoint or by vectors from a file.',
    ),
    topicScheme: z
      .string()
      .min(1)
      .default('topic')
      .meta(
        about(
          'data',
          'Topic scheme',
          'The label scheme of the topics for objective=topic; labels given by a model and topics that were found in the texts count too.',
          { main: true, editor: 'scheme', ...withTopics },
        ),
      ),
    classWeights: withForm(labelFields.classWeights, withTopics),
    start: z
      .enum(['random', 'counts'])
      .default('random')
      .meta(
        about(
          'model',
          'Start',
          'What objective=match starts from: random vectors, with an encoder that reads the texts; or the vectors of objective=count, into whose space words, pairs of words and cashtags of texts are folded, with all companies as negatives, and to which a checkpoint or vectors of words may add what they read in a text; this keeps the neighbours of objective=count, and ranks the company of a text first a little more often, though not among the first ten.',
          {
            main: true,
            names: { random: 'random vectors', counts: 'counted vectors' },
            when: { path: 'objective', is: ['match'] },
          },
        ),
      ),
    startPenalty: z
      .number()
      .min(0)
      .default(10)
      .meta(
        about(
          'training',
          'Pull to the start',
          'How much the mean squared distance of companies from their counted vectors adds to the loss (L2-SP): 0 lets them go where texts are found best, at the cost of their neighbours.',
          { when: fromCounts },
        ),
      ),
    ...within(whileCounting, countingFields),
    ownName: withForm(countingFields.ownName, whileCountingAlone),
    returns: withForm(countingFields.returns, whileCountingAlone),
    ...within(whileTraining, {
      ...training,
      learningRate: dependent(
        trainingFields.learningRate,
        `The highest learning rate of the schedule; by default ${usual.words.learningRate}, and ${usual.checkpoint.learningRate} with a checkpoint.`,
      ),
      dropout: withDefault(dropout, 0.1),
    }),
    encoder: withForm(encoderFields.encoder, whileTraining),
    ...within(whileReadingWords, { ...words, minCount: withDefault(wordFields.minCount, 3) }),
    maxTokens: withForm(
      dependent(
        wordFields.maxTokens,
        `Tokens kept of each text; the rest is cut off; by default ${usual.words.maxTokens}, and ${usual.checkpoint.maxTokens} with a checkpoint.`,
      ),
      whileEncoding,
    ),
    vectors: withForm(vectorFields.vectors, whileTraining),
    ...within(whileReading, {
      tuned: dependent(
        vectorFields.tuned,
        'Trains the word vectors too; false keeps them fixed, as a checkpoint always is here, and with start=counts word vectors too.',
      ),
      width: modelFields.width,
      heads: modelFields.heads,
    }),
    layers: withForm(modelFields.layers, withWords),
    checkpoint: withForm(checkpoint, withCheckpoint),
    cleanTexts: cleanTextsField(withCheckpoint),
    precision: precisionField(withCheckpoint),
    seed,
    plateauPatience,
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
          { main: true, ...whileReading },
        ),
      ),
    minTexts,
    temperature: z
      .number()
      .positive()
      .default(0.1)
      .meta(
        about(
          'training',
          'Temperature',
          'The temperature of the loss of objective=match (InfoNCE): similarities are divided by it.',
          { when: { path: 'objective', is: ['match'] } },
        ),
      ),
  })
  .refine(({ start, objective }) => start === 'random' || objective === 'match', {
    path: ['start'],
    error: 'only objective=match can start from counted vectors; set objective=match, or leave it at random',
  })
  .refine(({ start, ownName }) => start === 'random' || ownName === 'masked', {
    path: ['ownName'],
    error: 'a text is no test of a company that it names; with start=counts leave it at masked',
  })
  .refine(({ start, returns }) => start === 'random' || !returns, {
    path: ['returns'],
    error:
      'returns up to the last text know the days of the texts that are tested; with start=counts leave it at false',
  })
  .refine(({ encoder, tuned }) => encoder === 'words' || !tuned, {
    path: ['tuned'],
    error: 'a checkpoint that reads texts about companies stays as published; leave it at false',
  })
  .refine(({ encoder, precision }) => encoder === 'checkpoint' || precision === 'float32', notRounded)
  .overwrite((config) => {
    const isRead = config.encoder === 'checkpoint' || config.vectors !== null;
    const objective = isRead ? 'match' : 'count';
    // Beside counted words an encoder is one linear layer, and what is counted sets the pace.
    const { learningRate } = config.start === 'counts' ? usual.words : usual[config.encoder];
    return { ...config, ...usualWithin(config, { ...usual[config.encoder], learningRate, objective }) };
  })
  .meta({
    note: 'Gives every company a vector from what is written about it, to find neighbours and draw a map.',
    reads: 'texts about several companies, with topic labels for objective=topic',
    data: 'companies',
  });
export type CompanyEmbeddingConfig = z.infer<typeof settings>;

/** What the words of a configuration start from; null: random vectors, or a checkpoint reads the texts. */
export function startingVectors({ encoder, vectors }: CompanyEmbeddingConfig): VectorSource | null {
  return encoder === 'words' ? vectors : null;
}

const earlierSchema = z.looseObject({
  recipe: z.literal('company-embedding'),
  objective: z.undefined().optional(),
});

/** Settings as a run stored them; those from before there was a choice were trained to match. */
export function withObjective(settings: unknown): unknown {
  const earlier = earlierSchema.safeParse(settings);
  return earlier.success ? { ...earlier.data, objective: 'match' } : settings;
}

export const companyEmbedding = recipeSchemas({
  config: settings,
  results: [textMatching, companyTopics],
  answers: 'companies',
  inShort: (config) =>
    config.objective === 'count'
      ? countedInShort(config)
      : config.start === 'counts'
        ? `from counts: ${countedInShort(config)}`
        : `${counted(config.textsPerCompany, 'text')} per company`,
});
