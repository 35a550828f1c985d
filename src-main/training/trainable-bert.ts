import {
  type BertCheckpoint,
  openBertCheckpoint,
  openBertTokenizer,
} from '../checkpoints/bert-checkpoint.ts';
import { locateCheckpoint } from '../checkpoints/locate.ts';
import type { Device } from '../engine/types.ts';
import { join } from 'node:path';
import { bertClassifier, classifyPooled } from '../models/bert-classifier.ts';
import type { BertConfig } from '../models/bert-config.ts';
import { wordEmbeddings } from '../models/bert-parameters.ts';
import { parameter } from '../models/layers.ts';
import { textExamples } from '../models/text-model.ts';
import { Random } from '../random.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import { CheckpointVocabulary } from '../text/checkpoint-vocabulary.ts';
import { hashOf } from './checkpoint-file.ts';
import { FrozenTexts } from './frozen-texts.ts';
import type { TrainingContext } from './loop.ts';
import type { BertClassifierConfig } from './recipes/classifiers.ts';
import { TokenStore } from './token-store.ts';
import type { Trainable } from './trainable.ts';

/** A checkpoint with a new head, and where it lies. */
export interface OpenedBert {
  folder: string;
  checkpoint: BertCheckpoint;
  vocabulary: CheckpointVocabulary;
}

/**
 * Opens the checkpoint of a configuration; one of the hub is downloaded first, into the workspace.
 * @throws UserError where there is none, it cannot be read, or it has no places for so many tokens
 */
export async function openBert(
  store: Store,
  config: BertClassifierConfig,
  classes: number,
  { emit, signal }: TrainingContext,
): Promise<OpenedBert> {
  const folder = await locateCheckpoint(config.checkpoint, {
    cache: join(store.dir, 'checkpoints'),
    signal,
    onProgress: ({ file, done, total }) =>
      emit({ type: 'progress', stage: `downloading ${file}`, done, total, unit: 'bytes' }),
  });
  const checkpoint = await openBertCheckpoint(folder, { head: classes, random: new Random(config.seed) });
  const places = checkpoint.config.max_position_embeddings;
  if (config.maxTokens > places) {
    throw new UserError('use', `${folder} reads ${places} tokens at most: set maxTokens=${places}`);
  }
  const fresh = checkpoint.fresh.filter((name) => !name.startsWith('classifier.'));
  if (fresh.length > 0) {
    emit({ type: 'message', text: `${folder} does not bring ${fresh.join(', ')}: drawn by chance` });
  }
  const vocabulary = new CheckpointVocabulary(await openBertTokenizer(folder, checkpoint.config));
  return { folder, checkpoint, vocabulary };
}

/** BERT with all its parameters, or its head alone over the vectors of the frozen encoder. */
export function trainableBert(
  store: Store,
  device: Device,
  config: BertClassifierConfig,
  { checkpoint, vocabulary }: OpenedBert,
  context: TrainingContext,
): Trainable {
  const bert = withDropout(checkpoint.config, config.dropout);
  const texts = new TokenStore(vocabulary, config.maxTokens);
  if (!config.frozen) {
    const { [wordEmbeddings]: words, ...params } = checkpoint.parameters;
    const model = bertClassifier(bert);
    return {
      texts,
      start: {
        params,
        tables: { [wordEmbeddings]: words! },
        lookups: { tokens: wordEmbeddings },
        ...(vocabulary.paddingId === 0 && { paddingRow: 0 }),
      },
      fixed: {},
      logits: (parameters, batch, dropout) => model.apply(parameters, textExamples(batch), dropout).logits,
    };
  }
  const isHead = ([name]: readonly [string, unknown]) => name.startsWith('classifier.');
  const all = Object.entries(checkpoint.parameters);
  const encoder = Object.fromEntries(all.filter((entry) => !isHead(entry)));
  const { maxTokens } = config;
  const hash = `${hashOf(encoder)}\0${JSON.stringify(checkpoint.config)}`;
  const { paddingId } = vocabulary;
  const frozen = { device, hash, config: bert, parameters: encoder, maxTokens, paddingId };
  return {
    texts: new FrozenTexts(store, texts, frozen, context),
    start: { params: Object.fromEntries(all.filter(isHead)) },
    fixed: encoder,
    logits: (parameters, batch, dropout) =>
      classifyPooled(parameters, parameter(batch, 'pooled'), parameter(batch, 'input'), bert, dropout),
  };
}

function withDropout(config: BertConfig, rate: number | null): BertConfig {
  if (rate === null) return config;
  return {
    ...config,
    hidden_dropout_prob: rate,
    attention_probs_dropout_prob: rate,
    classifier_dropout: rate,
  };
}
