import { wordEmbeddings } from '../../models/bert-parameters.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { bertClassifier } from '../../models/bert-classifier.ts';
import { createPredictor, type Forward, type Predictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { contextualSentiment } from '../../models/contextual-sentiment.ts';
import { documentAttention } from '../../models/document-attention.ts';
import { keepAll } from '../../models/layers.ts';
import { bertInContext, type PooledContextOptions } from '../../models/pooled-context.ts';
import { rnnAttention } from '../../models/rnn-attention.ts';
import { simpleTransformer } from '../../models/simple-transformer.ts';
import { textExamples, type TextModel, type WordModel, type TextInputs } from '../../models/text-model.ts';
import { contextualBatch, type ContextualExample } from '../texts/contextual-batch.ts';
import type { NgramPart } from '../../ngrams/part.ts';
import {
  type ClassifierConfig,
  type ContextualConfig,
  readsWithBert,
  type WordConfig,
  windowSize,
} from '../../configs/classifiers.ts';
import { softmax } from '../../training/probabilities.ts';
import type { RunFiles } from '../../runs/run-files.ts';
import type { BatchTexts } from '../texts/text-batch.ts';

/** The table of token vectors, among the tensors of a run. */
export function tableOf(config: ClassifierConfig): string {
  return readsWithBert(config) ? wordEmbeddings : 'words';
}

/**
 * The architecture of a configuration.
 * @param bert that of the checkpoint, where the recipe takes one
 */
export function textModel(config: ClassifierConfig, classes: number, bert?: BertConfig): TextModel {
  if (config.recipe !== 'bert-classifier' && !('encoder' in config && config.encoder === 'bert')) {
    return wordModel(config, classes);
  }
  if (!bert) throw new TypeError('the configuration of the checkpoint is missing');
  return config.recipe === 'bert-classifier'
    ? bertClassifier(bert)
    : bertInContext(pooledOptions(config, classes), bert);
}

/** What reads the texts in their windows, where they are vectors of a checkpoint. */
export function pooledOptions(config: ContextualConfig, classes: number): PooledContextOptions {
  const { width, heads } = config;
  const context = contextRead(config);
  if (context === 'self') throw new TypeError('a text that is one vector has no words of its own');
  return { context, width, heads, window: windowSize(config), classes };
}

/** The same for recipes that learn word vectors of their own. */
export function wordModel(config: WordConfig, classes: number): WordModel {
  switch (config.recipe) {
    case 'contextual-sentiment':
    case 'topic':
      return contextualSentiment({
        ...config,
        context: contextRead(config),
        window: windowSize(config),
        classes,
      });
    case 'document-attention':
      return documentAttention({ ...config, kind: config.attention, classes });
    case 'rnn-attention':
      return rnnAttention({ ...config, kind: config.attention, classes });
    case 'simple-transformer':
      return simpleTransformer({ ...config, classes });
    default:
      throw new TypeError('unknown recipe');
  }
}

/** How the model reads its window. With room for no text it reads none, whatever way was asked for. */
function contextRead(config: ContextualConfig): ContextualConfig['context'] {
  return windowSize(config) === 0 ? 'none' : config.context;
}

/** A classifier that reads texts. Whoever opened it disposes of its predictor. */
export interface OpenedClassifier {
  predictor: Pick<Predictor, 'predict'>;
  config: ClassifierConfig;
  ngrams: NgramPart | null;
}

export interface Prediction {
  /** Scores of the classes, whose softmax are the probabilities. */
  logits: Float32Array;
  /** One a class; they sum to 1. */
  probabilities: Float32Array;
  /** (H, L) over the text, (H, n·L) over the window or (H, n) over its texts, most recent first; null unless asked for. */
  attention: Float32Array | null;
  /** Tokens of a row of the batch; 0 where texts are vectors. */
  length: number;
}

/** From a batch to `logits` (B, C) and, if asked for and there is any, `attention`. */
export function classifierForward(model: TextModel, withAttention: boolean): Forward<TextInputs> {
  return (parameters, batch) => {
    const { logits, attention } = model.apply(parameters, textExamples(batch), keepAll);
    return withAttention && attention ? { logits, attention } : { logits };
  };
}

/**
 * A predictor from the tensors of a checkpoint. Whoever opened it disposes of it.
 * @param attention return what the heads attended to as well
 */
export function openClassifier(
  device: Device,
  files: Pick<RunFiles<ClassifierConfig>, 'config' | 'classes' | 'bert'> & {
    tensors: Record<string, HostTensor>;
  },
  attention: boolean,
): Predictor {
  const table = tableOf(files.config);
  const { [table]: vectors, ...params } = files.tensors;
  if (!vectors) throw new Error(`the checkpoint has no table "${table}"`);
  const model = textModel(files.config, files.classes.length, files.bert);
  return createPredictor({
    name: files.config.recipe,
    device,
    params,
    tables: { [table]: vectors },
    lookups: { tokens: table },
    forward: classifierForward(model, attention),
  });
}

/**
 * Predicts any number of examples, a batch at a time, in their order. Texts of like lengths stand in a batch; those in
 * windows beside their neighbours, with which they share texts.
 */
export async function classify(
  predictor: Pick<Predictor, 'predict'>,
  config: ClassifierConfig,
  examples: readonly ContextualExample[],
  texts: Pick<BatchTexts, 'tensors' | 'paddedLength'>,
): Promise<Prediction[]> {
  const size = Math.min(config.batchSize, examples.length);
  const order = examples.map((example, index) => ({ example, index }));
  if (windowSize(config) === 0) {
    order.sort((a, b) => texts.paddedLength(a.example.text) - texts.paddedLength(b.example.text));
  }
  const predictions = Array.from<Prediction>({ length: examples.length });
  for (let start = 0; start < examples.length; start += size) {
    const part = order.slice(start, start + size);
    const batch = contextualBatch(
      part.map(({ example }) => example),
      texts,
      size,
      windowSize(config),
    );
    const { logits, attention } = await predictor.predict(batch);
    const length = batch['tokens']?.shape[1] ?? 0;
    for (const [row, { index }] of part.entries()) {
      const scores = rowOf(logits!, row);
      predictions[index] = {
        logits: scores,
        probabilities: softmax(scores),
        attention: attention ? rowOf(attention, row) : null,
        length,
      };
    }
  }
  return predictions;
}

/** The same with the n-grams of the texts, where the classifier reads them. */
export async function classifyTexts(
  { predictor, config, ngrams }: OpenedClassifier,
  examples: readonly ContextualExample[],
  texts: Pick<BatchTexts, 'tensors' | 'paddedLength'>,
  said: readonly string[],
): Promise<Prediction[]> {
  const predictions = await classify(predictor, config, examples, texts);
  return ngrams ? withNgrams(ngrams, predictions, said) : predictions;
}

/** What a classifier says of texts once their n-grams are read too. */
export function withNgrams(
  ngrams: NgramPart,
  predictions: readonly Prediction[],
  said: readonly string[],
): Prediction[] {
  const joined = ngrams.joined(
    predictions.map(({ logits }) => logits),
    said,
  );
  return predictions.map((prediction, text) => {
    const logits = joined[text]!;
    return { ...prediction, logits, probabilities: softmax(logits) };
  });
}

function rowOf(tensor: HostTensor, row: number): Float32Array {
  const width = tensor.data.length / tensor.shape[0]!;
  return Float32Array.from(tensor.data.subarray(row * width, (row + 1) * width));
}
