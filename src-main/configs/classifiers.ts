import type { z } from 'zod';
import { type BertClassifierConfig, bertClassifier } from './bert-classifier.ts';
import { contextualSentiment, topic } from './contextual.ts';
import { documentAttention } from './document-attention.ts';
import type { PublishedClassifierConfig } from './published-classifier.ts';
import { configUnion, namesOf } from './recipe-schemas.ts';
import { rnnAttention } from './rnn-attention.ts';
import { simpleTransformer } from './simple-transformer.ts';
import type { VectorSource } from './vector-fields.ts';

/** Recipes that learn a label of a text. */
export const classifiers = {
  'contextual-sentiment': contextualSentiment,
  topic,
  'document-attention': documentAttention,
  'rnn-attention': rnnAttention,
  'simple-transformer': simpleTransformer,
  'bert-classifier': bertClassifier,
};

export const classifierConfigSchema = configUnion(classifiers);
export type ClassifierConfig = z.infer<typeof classifierConfigSchema>;
/** Those that name the class of a text, whether they learned it here or were published. */
export type TextClassifierConfig = ClassifierConfig | PublishedClassifierConfig;
/** Those that learn word vectors of their own. */
export type WordConfig = Exclude<ClassifierConfig, BertClassifierConfig>;

/** The names of the recipes that learn a label of a text. */
export const classifierRecipes = namesOf(classifiers);

/** The checkpoint that texts are read with; null: none. */
export function checkpointOf(config: object): string | null {
  if (!('checkpoint' in config) || typeof config.checkpoint !== 'string') return null;
  // Without a choice of encoders the checkpoint is the only one.
  return 'encoder' in config && config.encoder !== 'checkpoint' ? null : config.checkpoint;
}

/** What the words of a configuration start from; null: random vectors, or it has no words of its own. */
export function vectorsOf(config: ClassifierConfig): VectorSource | null {
  return 'vectors' in config && checkpointOf(config) === null ? config.vectors : null;
}

const names: ReadonlySet<string> = new Set(classifierRecipes);
const namesWithPublished: ReadonlySet<string> = new Set<TextClassifierConfig['recipe']>([
  ...classifierRecipes,
  'published-classifier',
]);

/** Whether a run of a recipe names the class of a text. */
export function isTextClassifier<T extends { recipe: string }>(
  config: T,
): config is Extract<T, { recipe: TextClassifierConfig['recipe'] }> {
  return namesWithPublished.has(config.recipe);
}

/** Whether a recipe learns a label of a text. */
export function isClassifier<T extends { recipe: string }>(
  config: T,
): config is Extract<T, { recipe: (typeof classifierRecipes)[number] }> {
  return names.has(config.recipe);
}
