/** Training steps of the recipes that learn a label of a text, on texts and labels drawn at random. */
import { classifierConfigSchema, type ClassifierConfig } from '../configs/classifiers.ts';
import { lossOf as lossOfBatch } from '../engine/step.ts';
import type { Loss } from '../engine/trainer.ts';
import type { HostTensor } from '../engine/types.ts';
import type { BertConfig } from '../models/bert-config.ts';
import { crossEntropy, keepAll, type LabelInputs, parameter } from '../models/layers.ts';
import { textExamples, type TextInputs, type TextModel, type WordModel } from '../models/text-model.ts';
import { wordTable } from '../models/word-encoder.ts';
import type { Random } from '../random.ts';
import { textModel } from '../recipes/classify/architectures.ts';
import { contextualBatch, type ContextualExample } from '../recipes/texts/contextual-batch.ts';
import { float32, int32, paddedTexts } from '../recipes/texts/text-batch.ts';
import type { Variant } from './case.ts';

/** Settings of a recipe, checked as those of a run are. The peer has no dropout, so there is none here. */
export function configOf(settings: {
  recipe: ClassifierConfig['recipe'];
  [setting: string]: unknown;
}): ClassifierConfig {
  return classifierConfigSchema.parse({ ...settings, dropout: 0 });
}

/** The recipe's model over a vocabulary, as a training starts it. */
export function wordTrainer(
  config: ClassifierConfig,
  { vocabulary, classes }: { vocabulary: number; classes: number },
): Variant['trainer'] {
  const model = textModel(config, classes);
  if (!startsFromNothing(model)) throw new TypeError(`${config.recipe} starts from a checkpoint`);
  return (random) => ({
    params: model.init(random),
    tables: { words: wordTable(random, vocabulary, model.width) },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    loss: lossOf(model),
  });
}

/** The same of a recipe whose parameters come from a checkpoint. */
export function checkpointLoss(config: ClassifierConfig, classes: number, bert: BertConfig): Loss {
  return lossOf(textModel(config, classes, bert));
}

function startsFromNothing(model: TextModel): model is WordModel {
  return 'init' in model;
}

function lossOf(model: TextModel): Loss {
  return lossOfBatch<TextInputs & LabelInputs>((parameters, inputs) => {
    const { logits } = model.apply(parameters, textExamples(inputs), keepAll);
    return { loss: crossEntropy(logits, parameter(inputs, 'labels'), parameter(inputs, 'weights')) };
  });
}

export interface DrawnTexts {
  vocabulary: number;
  classes: number;
  /** Tokens of every text. */
  length: number;
}

/** A batch as recipes build it: each distinct text once, its tokens drawn at random. */
export function drawnBatch(
  random: Random,
  examples: readonly ContextualExample[],
  window: number,
  { vocabulary, classes, length }: DrawnTexts,
): Record<string, HostTensor> {
  const text = () => Int32Array.from({ length }, () => 1 + random.below(vocabulary - 1));
  const texts = {
    tensors: (ids: readonly number[], unit: number) =>
      paddedTexts(ids.map(text), unit, { maxTokens: length, paddingId: 0 }),
  };
  const batch = contextualBatch(examples, texts, examples.length, window);
  return { ...batch, ...drawnLabels(random, examples.length, classes) };
}

/** So many texts without a window. */
export function textsAlone(count: number): ContextualExample[] {
  return Array.from({ length: count }, (_, text) => ({ text, window: [] }));
}

/** `labels` and `weights` (B), all of one weight. */
export function drawnLabels(random: Random, batch: number, classes: number): Record<string, HostTensor> {
  const [labels, weights] = [int32([batch]), float32([batch])];
  labels.data.forEach((_, i) => (labels.data[i] = random.below(classes)));
  weights.data.fill(1);
  return { labels, weights };
}
