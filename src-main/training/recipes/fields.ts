import { z } from 'zod';
import { cleaningSchema } from '../../text/cleaning.ts';

/** `auto` takes the fastest device that is present. */
export const deviceChoices = ['auto', 'cpu', 'webgpu', 'cuda', 'tfjs-node-gpu'] as const;

/** What every recipe is trained by. */
export const trainingFields = {
  epochs: z.int().min(1).max(10_000).default(30),
  batchSize: z.int().min(1).max(65_536).default(64),
  optimizer: z.enum(['adamw', 'adam', 'sgd']).default('adamw'),
  learningRate: z.number().positive().default(2e-3),
  /**
   * linear: warm-up over the first tenth of the steps, then down to a tenth; plateau: a tenth of it whenever the
   * validation loss has not fallen for `plateauPatience` epochs; constant.
   */
  schedule: z.enum(['linear', 'plateau', 'constant']).default('linear'),
  plateauPatience: z.int().min(0).default(3),
  weightDecay: z.number().min(0).default(0.01),
  /** Largest common norm of the gradients; null: they are taken as they are. */
  clipNorm: z.number().positive().nullable().default(1),
  dropout: z.number().min(0).max(0.9).default(0.3),
  /** Epochs without a better validation score before training stops. */
  patience: z.int().min(1).default(10),
  seed: z.int().min(0).default(1),
  device: z.enum(deviceChoices).default('auto'),
};

/** Tickers to train on; null: all of them. */
export const symbols = z.array(z.string().min(1)).min(1).nullable().default(null);

/** How texts become words. */
export const wordFields = {
  cleaning: cleaningSchema.prefault({}),
  /** Tokens kept of a text. */
  maxTokens: z.int().min(1).max(512).default(32),
  /** A word enters the vocabulary, and two pieces become one, when the training part holds them this often. */
  minCount: z.int().min(1).default(2),
  maxVocabulary: z.int().min(16).default(30_000),
};

export const vocabularies = ['words', 'subwords'] as const;

/** The same where texts may also become pieces of words. */
export const tokenFields = {
  ...wordFields,
  /** words; subwords: pieces of words, learned from the training part by byte-pair encoding. */
  vocabulary: z.enum(vocabularies).default('words'),
  /** Tokens in the vocabulary at most; null: 30,000 words or 8,000 pieces. */
  maxVocabulary: z.int().min(16).nullable().default(null),
};

/** Which labels are learned, and how the labelled texts are divided. */
export const labelFields = {
  symbols,
  /** Label scheme that is learned. */
  scheme: z.string().min(1).default('sentiment'),
  classWeights: z.enum(['balanced', 'none']).default('balanced'),
  /** A text + label file: learn from its rows instead of the labels of the workspace. */
  trainFile: z.string().nullable().default(null),
  /** A text + label file: its documents are the test part, and neither they nor their near-duplicates are trained on. */
  testFile: z.string().nullable().default(null),
  /**
   * time: the latest texts are the test part, by chance where most have no time; stratified: by chance, in every
   * class's shares; grouped: by chance, all texts of a ticker in one part.
   */
  split: z.enum(['time', 'stratified', 'grouped']).default('time'),
  /** Shares of the labelled documents. Unused with a test file. */
  testShare: z.number().min(0.05).max(0.5).default(0.2),
  validShare: z.number().min(0.05).max(0.5).default(0.1),
  /**
   * Of the training part so many texts are learned from, drawn by the seed; null: all. An epoch keeps its steps. The
   * validation and test parts stay as they are, so that all sizes are chosen and tested alike: nobody with ten labels
   * has hundreds more to choose by, and small sizes are flattered by that.
   */
  trainSize: z.int().min(2).nullable().default(null),
};
