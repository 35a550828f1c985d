import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
import { type InitialParameters, linearLayer } from './initial.ts';
import { crossEntropy, type Dropout, linear, maskedMean, type Parameters, parameter } from './layers.ts';
import {
  type EncodedTexts,
  encodeWords,
  initWordEncoder,
  type TextBatch,
  type WordEncoderOptions,
} from './word-encoder.ts';
import { wordRows } from './word-rows.ts';

/** B companies, each with its name and T of its texts, over the U distinct texts of the batch. */
export interface CompanyBatch extends TextBatch {
  /** (B, N) rows of the table `words` */
  name: Tensor;
  /** (B, N) */
  nameMask: Tensor;
  /** (B, T): texts of the company, as rows of `tokens` */
  texts: Tensor;
  /** (B, T) */
  textsMask: Tensor;
}

/** A batch whose tensors are all there. */
export function companyInputs(inputs: CompanyBatch): CompanyBatch {
  return {
    tokens: parameter(inputs, 'tokens'),
    mask: parameter(inputs, 'mask'),
    name: parameter(inputs, 'name'),
    nameMask: parameter(inputs, 'nameMask'),
    texts: parameter(inputs, 'texts'),
    textsMask: parameter(inputs, 'textsMask'),
  };
}

export interface CompanyVectors {
  /** (B, D), of length 1 */
  vectors: Tensor;
  /** (B, H, T·L): what each head read of the company's texts */
  attention: Tensor;
}

/** What matches a company with its texts. */
export function initCompanyEmbedding(random: Random, options: WordEncoderOptions): InitialParameters {
  const { width } = options;
  return { ...initCompanyContext(random, options), ...linearLayer(random, 'text', 2 * width, width) };
}

/** What names the topic of a company's texts. */
export function initCompanyTopics(
  random: Random,
  options: WordEncoderOptions,
  topics: number,
): InitialParameters {
  return { ...initCompanyContext(random, options), ...linearLayer(random, 'topic', options.width, topics) };
}

function initCompanyContext(random: Random, options: WordEncoderOptions): InitialParameters {
  const { width } = options;
  return {
    ...initWordEncoder(random, options),
    ...linearLayer(random, 'attention.query', width, width),
    ...linearLayer(random, 'attention.key', width, width),
    ...linearLayer(random, 'attention.value', width, width),
    ...linearLayer(random, 'attention.output', width, width),
    ...linearLayer(random, 'belonging', 2 * width, width),
  };
}

/**
 * A company in the context of some of its texts: its name, the mean of the vectors of its words, queries their tokens,
 * each moved by the text that it stands in. `attended` (B, D); `weights` (B, H, T·L).
 */
export function companyContext(
  parameters: Parameters,
  batch: CompanyBatch,
  encoded: EncodedTexts,
  options: WordEncoderOptions,
): { attended: Tensor; weights: Tensor } {
  const { heads, width } = options;
  const [size, count] = batch.texts.shape as [number, number];
  const length = batch.tokens.shape[1]!;
  const belonging = tf.expandDims(linear(parameters, 'belonging', encoded.text), 1);
  const context = tf.gather(tf.add(encoded.tokens, belonging), batch.texts);
  const name = maskedMean(wordRows(parameters, batch.name), batch.nameMask);
  const mask = tf.mul(tf.gather(batch.mask, batch.texts), tf.expandDims(batch.textsMask, -1));
  const { output, weights } = attendOnce(
    parameters,
    'attention',
    name,
    tf.reshape(context, [size, count * length, width]),
    { heads, mask: tf.reshape(mask, [size, count * length]) },
  );
  return { attended: output, weights };
}

/**
 * A company in the light of some of its texts: the mean of their vectors (a prototype, Snell et al., 2017), moved by
 * what the company's name attends to among their tokens.
 */
export function companyVectors(
  parameters: Parameters,
  batch: CompanyBatch,
  encoded: EncodedTexts,
  options: WordEncoderOptions,
): CompanyVectors {
  const { attended, weights } = companyContext(parameters, batch, encoded, options);
  const members = tf.gather(linear(parameters, 'text', encoded.text), batch.texts);
  const vectors = unit(tf.add(maskedMean(members, batch.textsMask), attended));
  return { vectors, attention: weights };
}

/** The topic that a company's texts share, by what its name attended to: (B, D) -> logits (B, C). */
export function topicLogits(parameters: Parameters, attended: Tensor): Tensor {
  return linear(parameters, 'topic', attended);
}

/** Cross entropy of naming the topic of a company's texts. `labels` (B): the topic; `weights` (B): of its class. */
export function companyTopicLoss(
  parameters: Parameters,
  batch: CompanyBatch & { labels: Tensor; weights: Tensor },
  options: WordEncoderOptions,
  dropout: Dropout,
): Tensor {
  const encoded = encodeWords(parameters, batch, options, dropout);
  const { attended } = companyContext(parameters, batch, encoded, options);
  return crossEntropy(topicLogits(parameters, dropout(attended)), batch.labels, batch.weights);
}

/** Vectors of texts in the companies' space: pooled (N, 2D) -> (N, D), of length 1. */
export function textVectors(parameters: Parameters, pooled: Tensor): Tensor {
  return unit(linear(parameters, 'text', pooled));
}

/** A batch of companies with their held-out texts. */
export interface MatchingBatch extends CompanyBatch {
  /** (B): a text of each company that is not among `texts`, as a row of `tokens` */
  target: Tensor;
  /** (B): 0 for rows that only fill the batch up */
  weights: Tensor;
}

/**
 * InfoNCE (van den Oord et al., 2018) in both directions: a company finds its held-out text among those of the batch,
 * and a text its company.
 */
export function companyMatchingLoss(
  parameters: Parameters,
  batch: MatchingBatch,
  options: WordEncoderOptions & { temperature: number },
  dropout: Dropout,
): Tensor {
  const encoded = encodeWords(parameters, batch, options, dropout);
  const companies = companyVectors(parameters, batch, encoded, options).vectors as Tensor2D;
  const targets = textVectors(parameters, tf.gather(encoded.text, batch.target)) as Tensor2D;
  const absent = tf.mul(tf.sub(batch.weights, 1), 1e9);
  const similarity = tf.div(tf.matMul(companies, targets, false, true), options.temperature);
  const size = batch.target.shape[0];
  const own = tf.range(0, size, 1, 'int32');
  return tf.div(
    tf.add(
      crossEntropy(tf.add(similarity, absent), own, batch.weights),
      crossEntropy(tf.add(tf.transpose(similarity), absent), own, batch.weights),
    ),
    2,
  );
}

function unit(x: Tensor): Tensor {
  return tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), -1, true), 1e-12)));
}
