import { z } from 'zod';
import { contextSpecSchema } from '../context/spec.ts';
import { about, type SettingForm } from '../setting.ts';
import { labelFields, tokenFields, trainingFields, withDefault, withForm, withWords } from './fields.ts';
import { headsFit, modelFields, unfit } from './model-fields.ts';

const shared = {
  ...trainingFields,
  ...tokenFields,
  ...labelFields,
  vectors: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .meta(
      about(
        'model',
        'Start from',
        'A word2vec run with the same kind of tokens, whose vectors initialise the words.',
        { editor: 'vectors', runsOf: 'word2vec', empty: 'random vectors', ...withWords },
      ),
    ),
  ngrams: z
    .boolean()
    .default(false)
    .meta(
      about(
        'model',
        'Stack with n-grams',
        'Combines the model with linear classifiers of words, word pairs and character n-grams into an ensemble whose weights are chosen on the validation part; without it, n-grams are one of the baselines.',
      ),
    ),
};

export const contexts = ['none', 'concat', 'self', 'cross'] as const;

const checkpoint = z
  .string()
  .min(1)
  .default('google-bert/bert-base-uncased')
  .meta(
    about(
      'model',
      'Checkpoint',
      'A folder in the published layout, or OWNER/NAME or OWNER/NAME@REVISION on the hub.',
      { main: true, when: { path: 'encoder', is: ['bert'] } },
    ),
  );

const context = z
  .enum(contexts)
  .default('cross')
  .meta(
    about(
      'context',
      'Context',
      'How the context window is read: none reads the text alone, concat reads it together with the mean of the texts in its window, cross lets the text query the words in its window (with encoder=bert, the texts), self lets it query those and its own words.',
      {
        main: true,
        names: { concat: 'window average', self: 'self-attention', cross: 'cross-attention' },
      },
    ),
  );

const withContext = {
  when: { path: 'context', is: contexts.filter((context) => context !== 'none') },
} satisfies SettingForm;

/** How `contextual-sentiment` and `topic` read texts and their windows. */
const encoder = {
  encoder: z
    .enum(['words', 'bert'])
    .default('words')
    .meta(
      about(
        'model',
        'Texts as',
        'How a text is represented: words by word vectors that are trained with the model, bert by one vector for the whole text, which a checkpoint computes once and the workspace keeps; layers, vectors and the vocabulary settings then have no effect.',
        { main: true, names: { words: 'words, learned', bert: 'checkpoint vectors' } },
      ),
    ),
  checkpoint,
  width: modelFields.width,
  heads: modelFields.heads,
  layers: withForm(modelFields.layers, withWords),
  context,
  window: contextSpecSchema.prefault({}).meta(
    about('context', 'Window', 'Which earlier texts belong to the context window of a text.', {
      editor: 'window',
      ...withContext,
    }),
  ),
  windowDropout: z
    .number()
    .min(0)
    .max(0.9)
    .default(0.5)
    .meta(
      about(
        'training',
        'Window dropout',
        'The share of examples whose whole window is dropped, redrawn in every epoch, so that the model also learns from the text alone and does not memorise windows.',
        withContext,
      ),
    ),
};

const contextualSentiment = z.object({ recipe: z.literal('contextual-sentiment'), ...shared, ...encoder });

const topic = z.object({
  recipe: z.literal('topic'),
  ...shared,
  ...encoder,
  scheme: withDefault(labelFields.scheme, 'topic'),
  context: withDefault(context, 'none'),
});

const documentAttention = z.object({
  recipe: z.literal('document-attention'),
  ...shared,
  width: modelFields.anyWidth,
  heads: z
    .int()
    .min(1)
    .max(64)
    .default(4)
    .meta(about('model', 'Heads', 'Attention heads, each of which averages all word vectors.')),
  attention: modelFields.attention,
  localWidth: modelFields.localWidth,
  positions: z
    .boolean()
    .default(false)
    .meta(about('model', 'Positions', 'Adds learned position vectors to the words.')),
  layers: z
    .int()
    .min(0)
    .max(8)
    .default(0)
    .meta(about('model', 'Layers', 'Dense layers between the averages and the classes.')),
  tuned: z
    .boolean()
    .default(true)
    .meta(about('model', 'Tune vectors', 'Trains the word vectors too; false keeps them fixed.')),
});

const rnnAttention = z.object({
  recipe: z.literal('rnn-attention'),
  ...shared,
  optimizer: withDefault(trainingFields.optimizer, 'adam'),
  learningRate: withDefault(trainingFields.learningRate, 1e-3),
  schedule: withDefault(trainingFields.schedule, 'plateau'),
  weightDecay: withDefault(trainingFields.weightDecay, 0),
  maxTokens: withDefault(tokenFields.maxTokens, 24),
  width: withDefault(modelFields.anyWidth, 100),
  hidden: z
    .int()
    .min(2)
    .max(1024)
    .default(128)
    .meta(about('model', 'Hidden width', 'The width of the recurrent layer.')),
  attention: modelFields.attention,
  localWidth: modelFields.localWidth,
});

const simpleTransformer = z.object({
  recipe: z.literal('simple-transformer'),
  ...shared,
  learningRate: withDefault(trainingFields.learningRate, 1e-3),
  width: modelFields.anyWidth,
  heads: modelFields.heads,
  layers: modelFields.blocks,
  inner: modelFields.inner,
});

const bertClassifier = z.object({
  recipe: z.literal('bert-classifier'),
  ...trainingFields,
  ...labelFields,
  epochs: withDefault(trainingFields.epochs, 3),
  batchSize: withDefault(trainingFields.batchSize, 16),
  learningRate: z
    .number()
    .positive()
    .default(2e-5)
    .meta(
      about(
        'training',
        'Learning rate',
        'The highest learning rate of the schedule; frozen=true needs a larger one, such as 1e-3.',
      ),
    ),
  dropout: z
    .number()
    .min(0)
    .max(0.9)
    .nullable()
    .default(null)
    .meta(
      about(
        'training',
        'Dropout',
        'The share of activations that each training step sets to zero; by default as much as the config.json of the checkpoint says.',
        { empty: 'the published value' },
      ),
    ),
  checkpoint,
  maxTokens: z
    .int()
    .min(3)
    .max(512)
    .default(64)
    .meta(
      about(
        'text',
        'Tokens of a text',
        'Tokens kept of each text, special ones included; the rest is cut off.',
      ),
    ),
  frozen: z
    .boolean()
    .default(false)
    .meta(
      about(
        'model',
        'Train the head only',
        'Trains only the head: the encoder reads each distinct text once, and its vectors are kept in the workspace.',
        { main: true },
      ),
    ),
});

/** A text that is one vector has no words to attend to beside its window. */
function readable({ encoder: reader, context }: { encoder: string; context: string }): boolean {
  return reader === 'words' || context !== 'self';
}
const unreadable = { path: ['context'], error: 'with encoder=bert, expected none, concat or cross' };

const labelled = 'labelled texts';

/** Recipes that learn a label of a text. */
export const classifierSchemas = [
  contextualSentiment.refine(headsFit, unfit).refine(readable, unreadable).meta({
    note: 'Predicts the sentiment of a text, which queries the texts before it by cross-attention.',
    reads: 'labelled texts, with the earlier texts about the same company',
    data: 'labels',
  }),
  topic.refine(headsFit, unfit).refine(readable, unreadable).meta({
    note: 'Predicts the topic of a text; its predictions can label texts that have no topic.',
    reads: labelled,
    data: 'labels',
  }),
  documentAttention.meta({
    note: 'Averages the word vectors of a text with learned attention heads.',
    reads: labelled,
    data: 'labels',
  }),
  rnnAttention.meta({
    note: 'Reads a text with a tanh recurrent layer, averages its states by attention, and applies two linear layers.',
    reads: labelled,
    data: 'labels',
  }),
  simpleTransformer.refine(headsFit, unfit).meta({
    note: 'Passes words and learned positions through post-norm transformer blocks and averages the outputs.',
    reads: labelled,
    data: 'labels',
  }),
  bertClassifier.meta({
    note: 'Fine-tunes a published BERT checkpoint, or trains only its linear head.',
    reads: 'labelled texts, and a checkpoint',
    data: 'labels',
  }),
] as const;

export const classifierConfigSchema = z.discriminatedUnion('recipe', classifierSchemas);

export const classifierRecipes = [
  'contextual-sentiment',
  'topic',
  'document-attention',
  'rnn-attention',
  'simple-transformer',
  'bert-classifier',
] as const;
export type ClassifierConfig = z.infer<typeof classifierConfigSchema>;

/** Those that may read a context window. */
export type ContextualConfig = Extract<ClassifierConfig, { context: unknown }>;
export type DocumentAttentionConfig = z.infer<typeof documentAttention>;
export type RnnAttentionConfig = z.infer<typeof rnnAttention>;
export type BertClassifierConfig = z.infer<typeof bertClassifier>;
/** Those that learn word vectors of their own. */
export type WordConfig = Exclude<ClassifierConfig, BertClassifierConfig>;
export type SimpleTransformerConfig = z.infer<typeof simpleTransformer>;

/** Those whose texts a checkpoint reads. */
export function readsWithBert(config: { recipe: string; encoder?: string }): boolean {
  return config.recipe === 'bert-classifier' || config.encoder === 'bert';
}

/**
 * Those that calculate something for every place of a text, so that filled-up ones cost time. What only averages word
 * vectors wins nothing by batches of like lengths, and learns a little worse from them: on the labelled StockerBot
 * tweets .933 ± .006 in place of .940 ± .006, five seeds.
 */
export function paysForLength(config: ClassifierConfig): boolean {
  switch (config.recipe) {
    case 'contextual-sentiment':
    case 'topic':
      return config.encoder === 'words' && config.layers > 0;
    case 'bert-classifier':
      return !config.frozen;
    case 'document-attention':
      return false;
    case 'rnn-attention':
    case 'simple-transformer':
      return true;
    default:
      throw new TypeError('unknown recipe');
  }
}

/** Texts of context that a recipe reads: none without context. */
export function windowSize(config: ClassifierConfig): number {
  return 'context' in config && config.context !== 'none' ? config.window.n : 0;
}

const names: ReadonlySet<string> = new Set(classifierRecipes);

export function isClassifier<T extends { recipe: string }>(
  config: T,
): config is Extract<T, { recipe: (typeof classifierRecipes)[number] }> {
  return names.has(config.recipe);
}
