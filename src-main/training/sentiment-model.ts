import { createPredictor, type Forward, type Predictor } from '../engine/trainer.ts';
import type { Device, HostTensor } from '../engine/types.ts';
import {
  contextualInputs,
  contextualSentiment,
  type ContextualSentimentOptions,
} from '../models/contextual-sentiment.ts';
import { keepAll } from '../models/layers.ts';
import type { ContextualSentimentConfig } from './config.ts';
import { contextualBatch, type ContextualExample } from './contextual-batch.ts';
import type { RunFiles } from './run-files.ts';
import type { TokenStore } from './token-store.ts';

/** Batch inputs that hold rows of the word table. */
export const sentimentLookups = { tokens: 'words' } as const;

export function sentimentOptions(
  config: ContextualSentimentConfig,
  classes: number,
): ContextualSentimentOptions {
  const { width, heads, layers, maxTokens, context } = config;
  return { width, heads, layers, maxTokens, context, window: windowSize(config), classes };
}

/** Texts of context that the model reads: none without context. */
export function windowSize(config: ContextualSentimentConfig): number {
  return config.context === 'cross' ? config.window.n : 0;
}

export interface Prediction {
  /** One a class; they sum to 1. */
  probabilities: Float32Array;
  /** (H, n·L) with the most recent text of the window first, L as in `length`; null unless asked for. */
  attention: Float32Array | null;
  length: number;
}

/** From a batch to `logits` (B, C) and, if asked for and there is a context, `attention` (B, H, n·L). */
export function sentimentForward(model: ContextualSentimentOptions, withAttention: boolean): Forward {
  return (parameters, batch) => {
    const { logits, attention } = contextualSentiment(parameters, contextualInputs(batch), model, keepAll);
    return withAttention && attention ? { logits, attention } : { logits };
  };
}

/**
 * A predictor from the tensors of a checkpoint. Whoever opened it disposes of it.
 * @param attention return what the heads attended to as well
 */
export function openSentimentPredictor(
  device: Device,
  files: Pick<RunFiles<ContextualSentimentConfig>, 'config' | 'classes'> & {
    tensors: Record<string, HostTensor>;
  },
  attention: boolean,
): Predictor {
  const { words, ...params } = files.tensors;
  if (!words) throw new Error('the checkpoint has no table "words"');
  const model = sentimentOptions(files.config, files.classes.length);
  return createPredictor({
    device,
    params,
    tables: { words },
    lookups: sentimentLookups,
    forward: sentimentForward(model, attention),
  });
}

/** Predicts any number of examples, a batch at a time, in their order. */
export async function predictSentiment(
  predictor: Pick<Predictor, 'predict'>,
  config: ContextualSentimentConfig,
  examples: readonly ContextualExample[],
  texts: TokenStore,
): Promise<Prediction[]> {
  const size = Math.min(config.batchSize, examples.length);
  const predictions: Prediction[] = [];
  for (let start = 0; start < examples.length; start += size) {
    const part = examples.slice(start, start + size);
    const batch = contextualBatch(part, texts, size, windowSize(config));
    const { logits, attention } = await predictor.predict(batch);
    const length = batch['tokens']!.shape[1]!;
    for (let row = 0; row < part.length; row++) {
      predictions.push({
        probabilities: softmax(rowOf(logits!, row)),
        attention: attention ? rowOf(attention, row) : null,
        length,
      });
    }
  }
  return predictions;
}

function rowOf(tensor: HostTensor, row: number): Float32Array {
  const width = tensor.data.length / tensor.shape[0]!;
  return Float32Array.from(tensor.data.subarray(row * width, (row + 1) * width));
}

function softmax(logits: Float32Array): Float32Array {
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Index of the most probable class. */
export function mostProbable(probabilities: Float32Array): number {
  return probabilities.indexOf(Math.max(...probabilities));
}
