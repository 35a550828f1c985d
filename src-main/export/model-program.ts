import * as tf from '@tensorflow/tfjs-core';
import { type Forward, forwardOf } from '../engine/predictor.ts';
import type { HostTensor, Program, TensorSpec } from '../engine/types.ts';
import type { TextModel } from '../models/text-model.ts';
import { UserError } from '../errors.ts';
import { priceForward } from '../recipes/price-transformer/train-prices.ts';
import { classifierForward, textModel } from '../recipes/classify/classifier.ts';
import { windowSize, type ClassifierConfig, isClassifier } from '../configs/classifiers.ts';
import { columns } from '../recipes/price-transformer/price-examples.ts';
import type { PriceTransformerConfig } from '../configs/price-transformer.ts';
import { gramKinds, maxOfKind } from '../ngrams/columns.ts';
import { tensorsOf } from '../ngrams/files.ts';
import { besideNgrams } from '../ngrams/program.ts';
import type { StoredModel } from '../runs/run-files.ts';

/** The shapes of an exported model, which are its own for ever. */
export interface ModelShape {
  /** Examples of a call. */
  batch: number;
  /** Tokens of a text; null: as many as the run read. */
  tokens: number | null;
}

/** A tensor that goes into a model, or comes out of it, with what it is. */
export type Described = TensorSpec & { about: string };

/** The forward pass of a run: its weights are inputs of the program. */
export interface ModelProgram {
  program: Program;
  weights: Record<string, HostTensor>;
  /** What is given at each call. */
  inputs: Record<string, Described>;
  /** What each output is. */
  outputs: Record<string, string>;
}

/** @throws UserError if the recipe is none that names classes, or cannot have the shape. */
export function modelProgram(
  run: number,
  { config, classes, tensors, bert, ngrams }: StoredModel,
  shape: ModelShape,
): ModelProgram {
  if (isClassifier(config))
    return textProgram(config, textModel(config, classes.length, bert), { tensors, ngrams }, shape);
  if (config.recipe === 'price-transformer') return priceProgram(config, tensors, shape);
  throw new UserError('use', `Run ${run} uses the recipe ${config.recipe}, which has no classes to predict.`);
}

function textProgram(
  config: ClassifierConfig,
  model: TextModel,
  { tensors, ngrams }: Pick<StoredModel, 'tensors' | 'ngrams'>,
  { batch, tokens }: ModelShape,
): ModelProgram {
  if (tokens !== null && tokens > config.maxTokens) {
    throw new UserError(
      'use',
      `--tokens can be at most ${config.maxTokens}: the run reads no more of a text.`,
    );
  }
  const length = tokens ?? config.maxTokens;
  const n = windowSize(config);
  const texts = batch * (1 + n);
  const over = {
    text: 'its words',
    window: 'the words of its window, most recent text first',
    windowTexts: 'each text of its window, most recent first',
  };
  const forward = classifierForward(model, true);
  const weights = { ...tensors, ...(ngrams && tensorsOf(ngrams)) };
  const room = gramKinds.length * maxOfKind;
  return {
    program: withProbabilities(ngrams ? forwardOf(besideNgrams(forward)) : forwardOf(forward), weights),
    weights,
    inputs: {
      tokens: int32(
        'texts as word ids (lines of vocab.txt, from 0), padded to a common length',
        texts,
        length,
      ),
      mask: float32('1 for a word, 0 for padding', texts, length),
      input: int32('the text of each example, as a row of tokens', batch),
      ...(n > 0 && {
        window: int32('the texts before it, most recent first, as rows of tokens', batch, n),
        windowMask: float32('1 for a text, 0 for padding', batch, n),
      }),
      ...(ngrams && {
        ngrams: int32(
          'the n-grams of each example: lines of ngrams.tsv, from 0 below its heading',
          batch,
          room,
        ),
        ngramValues: float32('their values; 0 for padding', batch, room),
      }),
    },
    outputs: {
      ...classOutputs,
      ...(model.attends && { attention: `the attention of each head to ${over[model.attends]}` }),
    },
  };
}

function priceProgram(
  config: PriceTransformerConfig,
  weights: Record<string, HostTensor>,
  { batch, tokens }: ModelShape,
): ModelProgram {
  if (tokens !== null) throw new UserError('use', '--tokens applies only to recipes that read texts.');
  return {
    program: withProbabilities(forwardOf(priceForward(config)), weights),
    weights,
    inputs: {
      bins: int32(
        'the bins of open, high, low, close and volume, oldest day first',
        batch,
        config.days * columns,
      ),
    },
    outputs: classOutputs,
  };
}

const classOutputs = {
  logits: 'scores of the classes, in the order of labels.txt',
  probabilities: 'softmax of the scores',
};

function withProbabilities(forward: Forward, weights: Readonly<Record<string, HostTensor>>): Program {
  return (inputs) => {
    const isWeight = ([name]: readonly [string, tf.Tensor]) => name in weights;
    const given = Object.entries(inputs);
    const outputs = forward(
      Object.fromEntries(given.filter(isWeight)),
      Object.fromEntries(given.filter((entry) => !isWeight(entry))),
    );
    return { ...outputs, probabilities: tf.softmax(outputs['logits']!) };
  };
}

function int32(about: string, ...shape: number[]): Described {
  return { shape, dtype: 'int32', about };
}

function float32(about: string, ...shape: number[]): Described {
  return { shape, dtype: 'float32', about };
}
