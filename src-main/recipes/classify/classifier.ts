import { createPredictor, type Forward, type Predictor } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { keepAll } from '../../models/layers.ts';
import { branchPrefix } from '../../models/residual-context.ts';
import { textExamples, type TextInputs, type TextModel } from '../../models/text-model.ts';
import { contextualBatch, type ContextualExample } from '../texts/contextual-batch.ts';
import type { NgramPart } from '../../ngrams/part.ts';
import type { TextClassifierConfig } from '../../configs/classifiers.ts';
import { precisionOf } from '../../configs/classifier-fields.ts';
import { attendsTo, windowSize } from '../../configs/contextual.ts';
import { mostProbable, softmax } from '../../training/probabilities.ts';
import type { RunFiles } from '../../runs/run-files.ts';
import type { BatchTexts } from '../texts/text-batch.ts';
import { textModel, tokenTable } from './architectures.ts';

/** A classifier that reads texts. Whoever opened it disposes of its predictor. */
export interface OpenedClassifier {
  predictor: Pick<Predictor, 'predict'>;
  config: TextClassifierConfig;
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
  files: Pick<RunFiles<TextClassifierConfig>, 'config' | 'classes' | 'bert'> & {
    tensors: Record<string, HostTensor>;
  },
  attention: boolean,
): Predictor {
  const table = tokenTable(files.config);
  const names = [table, branchPrefix + table].filter((name) => name in files.tensors);
  if (names[0] !== table) throw new Error(`the checkpoint has no table "${table}"`);
  const isTable = ([name]: readonly [string, HostTensor]) => names.includes(name);
  const tensors = Object.entries(files.tensors);
  const model = textModel(files.config, files.classes.length, files.bert);
  const rounded = precisionOf(files.config) === 'int8';
  // What pools the states of single tokens stands beside the head, which is never rounded.
  const pooler = attendsTo(files.config) === 'tokens' ? 'bert.pooler.' : null;
  return createPredictor({
    name: files.config.recipe,
    device,
    params: Object.fromEntries(tensors.filter((tensor) => !isTable(tensor))),
    tables: Object.fromEntries(tensors.filter(isTable)),
    lookups: { tokens: names },
    forward: classifierForward(model, attention),
    // As the texts that it was trained on were read.
    ...(rounded && {
      fixed: (name: string) => name.startsWith('bert.') && (pooler === null || !name.startsWith(pooler)),
      int8: true,
    }),
  });
}

/**
 * Predicts any number of examples, a batch at a time, in their order. Texts of like lengths stand in a batch; those in
 * windows beside their neighbours, with which they share texts.
 */
export async function classify(
  predictor: Pick<Predictor, 'predict'>,
  config: TextClassifierConfig,
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

/** The predictions of a model, and those of its ensemble with n-grams; null: it has none. */
export interface Predictions {
  model: Prediction[];
  ensemble: Prediction[] | null;
}

/** The class that the model names for an example, and the one that its ensemble names. */
export function classesNamed(
  { model, ensemble }: Predictions,
  example: number,
): { model: number; ensemble: number | null } {
  const named = (of: readonly Prediction[]) => mostProbable(of[example]!.probabilities);
  return { model: named(model), ensemble: ensemble && named(ensemble) };
}

/** @param raw the texts as they were written, for their n-grams */
export async function classifyTexts(
  { predictor, config, ngrams }: OpenedClassifier,
  examples: readonly ContextualExample[],
  texts: Pick<BatchTexts, 'tensors' | 'paddedLength'>,
  raw: readonly string[],
): Promise<Predictions> {
  const model = await classify(predictor, config, examples, texts);
  return { model, ensemble: ngrams && withNgrams(ngrams, model, raw) };
}

/** The predictions of the ensemble. */
export function withNgrams(
  ngrams: NgramPart,
  predictions: readonly Prediction[],
  raw: readonly string[],
): Prediction[] {
  const joined = ngrams.joined(
    predictions.map(({ logits }) => logits),
    raw,
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
