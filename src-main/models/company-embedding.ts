import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Random } from '../random.ts';
import { attendOnce } from './attention.ts';
import { type InitialParameters, linearLayer } from './initial.ts';
import { crossEntropy, type Dropout, linear, maskedMean, type Parameters, parameter } from './layers.ts';
import { encodeWords, initWordEncoder, type TextBatch, type WordEncoderOptions } from './word-encoder.ts';
import { wordRows } from './word-rows.ts';

/** How many heads a company's name has. */
type HeadOptions = Pick<WordEncoderOptions, 'heads'>;

/** B companies, each with T of its texts, over the U distinct texts of the batch. */
export interface CompanyTexts {
  /** (B, T): texts of the company, as rows of the distinct ones */
  texts: Tensor;
  /** (B, T) */
  textsMask: Tensor;
}

/** What a batch of companies is read from; its texts are words (`tokens`, `mask`) or vectors (`pooled`). */
export interface CompanyInputs extends CompanyTexts, Partial<TextBatch> {
  /** (U, E): texts as an encoder gives them */
  pooled?: Tensor;
  /** (B, N): the name as rows of the table `words`, or as one row of `pooled` */
  name: Tensor;
  /** (B, N) */
  nameMask: Tensor;
}

/** Companies and texts as they have been read, by whatever reads them. */
export interface ReadCompanies {
  /** (B, Q): the names, which query */
  query: Tensor;
  /** (B, K, W): what is queried of the companies' texts, with its mask (B, K) */
  keys: Tensor;
  mask: Tensor;
  /** (U, P): the distinct texts, one vector each */
  text: Tensor;
}

/** What reads companies: words, or the vectors (E) that an encoder gives their texts. */
export type CompanyReader =
  | ({ by: 'words' } & WordEncoderOptions)
  | { by: 'vectors'; given: number; width: number; heads: number };

export interface CompanyVectors {
  /** (B, D), of length 1 */
  vectors: Tensor;
  /** (B, H, K): what each head read of the company's texts */
  attention: Tensor;
}

/** What matches a company with its texts. */
export function initCompanyEmbedding(random: Random, reader: CompanyReader): InitialParameters {
  const { text } = widthsOf(reader);
  return { ...initCompanyContext(random, reader), ...linearLayer(random, 'text', text, reader.width) };
}

/** What names the topic of a company's texts. */
export function initCompanyTopics(random: Random, reader: CompanyReader, topics: number): InitialParameters {
  return { ...initCompanyContext(random, reader), ...linearLayer(random, 'topic', reader.width, topics) };
}

function initCompanyContext(random: Random, reader: CompanyReader): InitialParameters {
  const { width } = reader;
  const { query, keys } = widthsOf(reader);
  return {
    ...(reader.by === 'words' && initWordEncoder(random, reader)),
    ...linearLayer(random, 'attention.query', query, width),
    ...linearLayer(random, 'attention.key', keys, width),
    ...linearLayer(random, 'attention.value', keys, width),
    ...linearLayer(random, 'attention.output', width, width),
    ...(reader.by === 'words' && linearLayer(random, 'belonging', 2 * width, width)),
  };
}

/** Q, W and P of `ReadCompanies`. */
function widthsOf(reader: CompanyReader): { query: number; keys: number; text: number } {
  if (reader.by === 'vectors') return { query: reader.given, keys: reader.given, text: reader.given };
  return { query: reader.width, keys: reader.width, text: 2 * reader.width };
}

export function readCompanies(
  parameters: Parameters,
  inputs: CompanyInputs,
  reader: CompanyReader,
  dropout: Dropout,
): ReadCompanies {
  return reader.by === 'words'
    ? readByWords(parameters, inputs, reader, dropout)
    : readByVectors(inputs, dropout);
}

/** Companies by their words: the mean of the vectors of a name queries tokens, each moved by the text that it stands in. */
function readByWords(
  parameters: Parameters,
  inputs: CompanyInputs,
  options: WordEncoderOptions,
  dropout: Dropout,
): ReadCompanies {
  const [tokens, mask] = [parameter(inputs, 'tokens'), parameter(inputs, 'mask')];
  const encoded = encodeWords(parameters, { tokens, mask }, options, dropout);
  const [texts, textsMask] = [parameter(inputs, 'texts'), parameter(inputs, 'textsMask')];
  const [size, count] = texts.shape as [number, number];
  const length = tokens.shape[1]!;
  const belonging = tf.expandDims(linear(parameters, 'belonging', encoded.text), 1);
  const context = tf.gather(tf.add(encoded.tokens, belonging), texts);
  const there = tf.mul(tf.gather(mask, texts), tf.expandDims(textsMask, -1));
  return {
    query: maskedMean(wordRows(parameters, parameter(inputs, 'name')), parameter(inputs, 'nameMask')),
    keys: tf.reshape(context, [size, count * length, options.width]),
    mask: tf.reshape(there, [size, count * length]),
    text: encoded.text,
  };
}

/** Companies by the vectors of their texts, of which the name is one. */
function readByVectors(inputs: CompanyInputs, dropout: Dropout): ReadCompanies {
  const pooled = dropout(parameter(inputs, 'pooled'));
  return {
    query: maskedMean(tf.gather(pooled, parameter(inputs, 'name')), parameter(inputs, 'nameMask')),
    keys: tf.gather(pooled, parameter(inputs, 'texts')),
    mask: parameter(inputs, 'textsMask'),
    text: pooled,
  };
}

/**
 * A company in the context of some of its texts, whose name queries what was read of them. `attended` (B, D); `weights`
 * (B, H, K).
 */
export function companyContext(
  parameters: Parameters,
  { query, keys, mask }: ReadCompanies,
  { heads }: HeadOptions,
): { attended: Tensor; weights: Tensor } {
  const { output, weights } = attendOnce(parameters, 'attention', query, keys, { heads, mask });
  return { attended: output, weights };
}

/**
 * A company in the light of some of its texts: the mean of their vectors (a prototype, Snell et al., 2017), moved by
 * what the company's name attends to among their tokens.
 */
export function companyVectors(
  parameters: Parameters,
  { texts, textsMask }: CompanyTexts,
  read: ReadCompanies,
  options: HeadOptions,
): CompanyVectors {
  const { attended, weights } = companyContext(parameters, read, options);
  const members = tf.gather(linear(parameters, 'text', read.text), texts);
  const vectors = unit(tf.add(maskedMean(members, textsMask), attended));
  return { vectors, attention: weights };
}

/** The topic that a company's texts share, by what its name attended to: (B, D) -> logits (B, C). */
export function topicLogits(parameters: Parameters, attended: Tensor): Tensor {
  return linear(parameters, 'topic', attended);
}

/** Cross entropy of naming the topic of a company's texts. `labels` (B): the topic; `weights` (B): of its class. */
export function companyTopicLoss(
  parameters: Parameters,
  { labels, weights }: { labels: Tensor; weights: Tensor },
  read: ReadCompanies,
  options: HeadOptions,
  dropout: Dropout,
): Tensor {
  const { attended } = companyContext(parameters, read, options);
  return crossEntropy(topicLogits(parameters, dropout(attended)), labels, weights);
}

/** Vectors of texts in the companies' space: (N, P) -> (N, D), of length 1. */
export function textVectors(parameters: Parameters, pooled: Tensor): Tensor {
  return unit(linear(parameters, 'text', pooled));
}

/** A batch of companies with their held-out texts. */
export interface MatchingTargets {
  /** (B): a text of each company that is not among its `texts`, as a row of the distinct ones */
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
  batch: CompanyTexts & MatchingTargets,
  read: ReadCompanies,
  options: HeadOptions & { temperature: number },
): Tensor {
  const companies = companyVectors(parameters, batch, read, options).vectors as Tensor2D;
  const targets = textVectors(parameters, tf.gather(read.text, batch.target)) as Tensor2D;
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
