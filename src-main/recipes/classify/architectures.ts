import type { ClassifierConfig, TextClassifierConfig } from '../../configs/classifiers.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import type { TextModel } from '../../models/text-model.ts';
import type { Architecture, TextArchitecture } from './architecture.ts';
import { bertClassifier, publishedReader } from './bert-classifier.ts';
import { contextual } from './contextual.ts';
import { documentAttention } from './document-attention.ts';
import { rnnAttention } from './rnn-attention.ts';
import { simpleTransformer } from './simple-transformer.ts';

/** The architecture of every recipe that learns a label of a text. */
const architectures = {
  'contextual-sentiment': contextual,
  topic: contextual,
  'document-attention': documentAttention,
  'rnn-attention': rnnAttention,
  'simple-transformer': simpleTransformer,
  'bert-classifier': bertClassifier,
} satisfies { [N in ClassifierConfig['recipe']]: Architecture<Extract<ClassifierConfig, { recipe: N }>> };

/** A published classifier is read as one that was trained here. */
const readers = { ...architectures, 'published-classifier': publishedReader } satisfies {
  [N in TextClassifierConfig['recipe']]: TextArchitecture<Extract<TextClassifierConfig, { recipe: N }>>;
};

export function architectureOf(config: ClassifierConfig): Architecture {
  return architectures[config.recipe];
}

/** The table of token vectors of a configuration, among the tensors of a run. */
export function tokenTable(config: TextClassifierConfig): string {
  const reader: TextArchitecture = readers[config.recipe];
  return reader.table(config);
}

/**
 * The model of a configuration.
 * @param bert that of the checkpoint, where the configuration names one
 */
export function textModel(config: TextClassifierConfig, classes: number, bert?: BertConfig): TextModel {
  const reader: TextArchitecture = readers[config.recipe];
  return reader.model(config, classes, bert);
}
