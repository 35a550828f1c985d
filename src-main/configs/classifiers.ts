import { z } from 'zod';
import { type ContextSpec, contextSpecSchema } from '../context/spec.ts';
import { textScores } from '../results/classified.ts';
import { about, type SettingForm } from '../setting.ts';
import { labelFields, tokenFields, trainingFields, withDefault, withForm, withWords } from './fields.ts';
import { configUnion, namesOf, recipeSchemas } from './recipe-schemas.ts';
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
  ensemble: z
    .boolean()
    .default(false)
    .meta(
      about(
        'model',
        'Ensemble with n-grams',
        'Also stacks the model with linear classifiers of words, word pairs and character n-grams, with weights chosen on the validation part; the score of this ensemble stands next to that of the model, and n-grams alone are a baseline of every run.',
      ),
    ),
  /** What `ensemble` was called in 0.1.0. */
  ngrams: z.boolean().optional().meta({ renamedTo: 'ensemble' }),
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

/** `ngrams` of earlier configurations is `ensemble`. */
function renamed<C extends { ensemble: boolean; ngrams?: boolean | undefined }>({ ngrams, ...config }: C): C {
  return { ...config, ensemble: config.ensemble || (ngrams ?? false) } as C;
}

/** What classifiers have in common. */
const classifier = { results: [textScores] as const, answers: 'texts' as const };
const withoutContext = { ...classifier, inShort: () => 'no context' };
const inContext = { ...classifier, inShort: inShortContext };

function inShortContext({
  context,
  window,
}: z.infer<typeof contextualSentiment> | z.infer<typeof topic>): string {
  if (context === 'none') return 'no context';
  const scope = window.scope === 'company' ? '' : ` (${window.scope})`;
  return `${window.n} earlier${scope}, ${context}`;
}

/** Recipes that learn a label of a text. */
export const classifiers = {
  'contextual-sentiment': recipeSchemas({
    ...inContext,
    config: contextualSentiment.refine(headsFit, unfit).refine(readable, unreadable).overwrite(renamed).meta({
      note: 'Predicts the sentiment of a text, which queries the texts before it by cross-attention.',
      reads: 'labelled texts, with the earlier texts about the same company',
      data: 'labels',
    }),
  }),
  topic: recipeSchemas({
    ...inContext,
    config: topic.refine(headsFit, unfit).refine(readable, unreadable).overwrite(renamed).meta({
      note: 'Predicts the topic of a text; its predictions can label texts that have no topic.',
      reads: labelled,
      data: 'labels',
    }),
  }),
  'document-attention': recipeSchemas({
    ...withoutContext,
    config: documentAttention.overwrite(renamed).meta({
      note: 'Averages the word vectors of a text with learned attention heads.',
      reads: labelled,
      data: 'labels',
    }),
  }),
  'rnn-attention': recipeSchemas({
    ...withoutContext,
    config: rnnAttention.overwrite(renamed).meta({
      note: 'Reads a text with a tanh recurrent layer, averages its states by attention, and applies two linear layers.',
      reads: labelled,
      data: 'labels',
    }),
  }),
  'simple-transformer': recipeSchemas({
    ...withoutContext,
    config: simpleTransformer.refine(headsFit, unfit).overwrite(renamed).meta({
      note: 'Passes words and learned positions through post-norm transformer blocks and averages the outputs.',
      reads: labelled,
      data: 'labels',
    }),
  }),
  'bert-classifier': recipeSchemas({
    ...withoutContext,
    config: bertClassifier.meta({
      note: 'Fine-tunes a published BERT checkpoint, or trains only its linear head.',
      reads: 'labelled texts, and a checkpoint',
      data: 'labels',
    }),
  }),
};

export const classifierConfigSchema = configUnion(classifiers);
export type ClassifierConfig = z.infer<typeof classifierConfigSchema>;

/** The names of the recipes that learn a label of a text. */
export const classifierRecipes = namesOf(classifiers);

/** Those that may read a context window. */
export type ContextualConfig = Extract<ClassifierConfig, { context: unknown }>;
export type DocumentAttentionConfig = z.infer<typeof documentAttention>;
export type RnnAttentionConfig = z.infer<typeof rnnAttention>;
export type BertClassifierConfig = z.infer<typeof bertClassifier>;
/** Those that learn word vectors of their own. */
export type WordConfig = Exclude<ClassifierConfig, BertClassifierConfig>;
export type SimpleTransformerConfig = z.infer<typeof simpleTransformer>;

/** The checkpoint that texts are read with; null: none. */
export function checkpointOf(config: object): string | null {
  if (!('checkpoint' in config) || typeof config.checkpoint !== 'string') return null;
  // Without a choice of encoders the checkpoint is the only one.
  return 'encoder' in config && config.encoder !== 'bert' ? null : config.checkpoint;
}

/** The window that a configuration reads; null: it reads texts without their context, or no texts. */
export function windowOf(config: object): ContextSpec | null {
  if (!isContextual(config) || config.context === 'none' || config.window.n === 0) return null;
  return config.window;
}

/** Texts of context that a configuration reads: 0 without context. */
export function windowSize(config: object): number {
  return windowOf(config)?.n ?? 0;
}

function isContextual(config: object): config is ContextualConfig {
  return 'context' in config && 'window' in config;
}

const names: ReadonlySet<string> = new Set(classifierRecipes);

export function isClassifier<T extends { recipe: string }>(
  config: T,
): config is Extract<T, { recipe: (typeof classifierRecipes)[number] }> {
  return names.has(config.recipe);
}
