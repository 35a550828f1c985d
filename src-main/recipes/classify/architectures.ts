import type { ClassifierConfig } from '../../configs/classifiers.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import type { TextModel } from '../../models/text-model.ts';
import type { Architecture } from './architecture.ts';
import { bertClassifier } from './bert-classifier.ts';
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

export function architectureOf(config: ClassifierConfig): Architecture {
  return architectures[config.recipe];
}

/**
 * The model of a configuration.
 * @param bert that of the checkpoint, where the configuration names one
 */
export function textModel(config: ClassifierConfig, classes: number, bert?: BertConfig): TextModel {
  return architectureOf(config).model(config, classes, bert);
}
