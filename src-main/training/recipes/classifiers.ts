import { z } from 'zod';
import { contextSpecSchema } from '../../context/spec.ts';
import { labelFields, tokenFields, trainingFields } from './fields.ts';

const shared = {
  ...trainingFields,
  ...tokenFields,
  ...labelFields,
  /** A word2vec run whose vectors the words start from, the same kind of tokens; null: from chance. */
  vectors: z.int().positive().nullable().default(null),
  /**
   * Beside the model, linear classifiers read words, pairs of words and pieces of characters. What each counts for is
   * chosen on the validation part.
   */
  ngrams: z.boolean().default(true),
};

export const contexts = ['none', 'concat', 'self', 'cross'] as const;

/** A folder in the published layout, or OWNER/NAME or OWNER/NAME@REVISION on the hub. */
const checkpoint = z.string().min(1).default('google-bert/bert-base-uncased');

/** How `contextual-sentiment` and `topic` read texts and their windows. */
const encoder = {
  /**
   * words: learned with the rest; bert: each text is the pooled vector that a checkpoint gives it, as it stands. It is
   * computed once and kept in the workspace; `layers`, `vectors` and the settings of the vocabulary do not count.
   */
  encoder: z.enum(['words', 'bert']).default('words'),
  checkpoint,
  /** Width D of token vectors, query and head. */
  width: z.int().min(8).max(1024).default(64),
  /** Attention heads; must divide the width. */
  heads: z.int().min(1).max(64).default(4),
  /** Transformer blocks over the word vectors; 0: the word vectors themselves, which few labels suit better. */
  layers: z.int().min(0).max(12).default(0),
  /**
   * none: the text alone; concat: beside the mean of its window's texts; cross: the text queries the words of its
   * window, or where a checkpoint reads them its texts; self: the words of its window and its own.
   */
  context: z.enum(contexts).default('cross'),
  window: contextSpecSchema.prefault({}),
  /**
   * Share of the examples whose whole window is hidden, anew in every epoch: the text has to be read for itself, and a
   * window cannot be learned by heart.
   */
  windowDropout: z.number().min(0).max(0.9).default(0.5),
};

const contextualSentiment = z.object({ recipe: z.literal('contextual-sentiment'), ...shared, ...encoder });

const topic = z.object({
  recipe: z.literal('topic'),
  ...shared,
  ...encoder,
  scheme: z.string().min(1).default('topic'),
  context: z.enum(contexts).default('none'),
});

/** Word vectors averaged by learned attention heads. */
const documentAttention = z.object({
  recipe: z.literal('document-attention'),
  ...shared,
  width: z.int().min(2).max(1024).default(64),
  heads: z.int().min(1).max(64).default(4),
  /** soft: softmax; hard: the word of the highest score alone; local: a window around a learned centre. */
  attention: z.enum(['soft', 'hard', 'local']).default('soft'),
  /** Standard deviation of the local window, in words. */
  localWidth: z.number().positive().default(3),
  /** Learned vectors of positions are added to the words. */
  positions: z.boolean().default(false),
  /** Dense layers between the averages and the classes. */
  layers: z.int().min(0).max(8).default(0),
  /** The word vectors are trained too. */
  tuned: z.boolean().default(true),
});

/** A tanh recurrent layer, its states averaged by attention, two linear layers. */
const rnnAttention = z.object({
  recipe: z.literal('rnn-attention'),
  ...shared,
  optimizer: z.enum(['adamw', 'adam', 'sgd']).default('adam'),
  learningRate: z.number().positive().default(1e-3),
  schedule: z.enum(['linear', 'plateau', 'constant']).default('plateau'),
  weightDecay: z.number().min(0).default(0),
  maxTokens: z.int().min(1).max(512).default(24),
  width: z.int().min(2).max(1024).default(100),
  hidden: z.int().min(2).max(1024).default(128),
  attention: z.enum(['soft', 'hard', 'local']).default('soft'),
  localWidth: z.number().positive().default(3),
});

/** Words and learned positions, post-norm transformer blocks, their mean over the real positions. */
const simpleTransformer = z.object({
  recipe: z.literal('simple-transformer'),
  ...shared,
  learningRate: z.number().positive().default(1e-3),
  width: z.int().min(2).max(1024).default(64),
  heads: z.int().min(1).max(64).default(4),
  layers: z.int().min(1).max(12).default(1),
  /** Width of a block's inner layer. */
  inner: z.int().min(2).max(8192).default(128),
});

/** BERT, or its linear head alone, from a published checkpoint. */
const bertClassifier = z.object({
  recipe: z.literal('bert-classifier'),
  ...trainingFields,
  ...labelFields,
  epochs: z.int().min(1).max(10_000).default(3),
  batchSize: z.int().min(1).max(65_536).default(16),
  /** With `frozen` a larger one is wanted, as 1e-3. */
  learningRate: z.number().positive().default(2e-5),
  /** null: as the checkpoint's config.json says; else everywhere. */
  dropout: z.number().min(0).max(0.9).nullable().default(null),
  checkpoint,
  /** Tokens kept of a text, the special ones counted. */
  maxTokens: z.int().min(3).max(512).default(64),
  /** The head alone is trained. The encoder reads each distinct text once; its vectors are kept in the workspace. */
  frozen: z.boolean().default(false),
});

/** Heads share the width, so their number has to divide it. */
function headsFit({ width, heads }: { width: number; heads: number }): boolean {
  return width % heads === 0;
}
const unfit = { path: ['heads'], error: 'the number of heads must divide the width' };

/** A text that is one vector has no words to attend to beside its window. */
function readable({ encoder: reader, context }: { encoder: string; context: string }): boolean {
  return reader === 'words' || context !== 'self';
}
const unreadable = { path: ['context'], error: 'encoder bert reads none, concat or cross' };

/** Recipes that learn a label of a text. */
export const classifierSchemas = [
  contextualSentiment.refine(headsFit, unfit).refine(readable, unreadable),
  topic.refine(headsFit, unfit).refine(readable, unreadable),
  documentAttention,
  rnnAttention,
  simpleTransformer.refine(headsFit, unfit),
  bertClassifier,
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

const names: ReadonlySet<string> = new Set(classifierRecipes);

export function isClassifier<T extends { recipe: string }>(
  config: T,
): config is Extract<T, { recipe: (typeof classifierRecipes)[number] }> {
  return names.has(config.recipe);
}
