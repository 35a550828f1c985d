import type { Device } from '../../engine/types.ts';
import { bertClassifier, classifyPooled } from '../../models/bert-classifier.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { parameter } from '../../models/layers.ts';
import { textExamples } from '../../models/text-model.ts';
import type { ReadableStore } from '../../store/store.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import type { TrainingContext } from '../../training/loop.ts';
import type { OpenedBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import type { BertClassifierConfig } from '../../configs/classifiers.ts';
import { TokenStore } from '../texts/token-store.ts';
import type { Trainable } from './trainable.ts';

/** BERT with all its parameters, or its head alone over the vectors of the frozen encoder. */
export function trainableBert(
  store: ReadableStore,
  device: Device,
  config: BertClassifierConfig,
  opened: OpenedBert,
  context: TrainingContext,
): Trainable {
  const { checkpoint, vocabulary } = opened;
  const bert = withDropout(checkpoint.config, config.dropout);
  if (!config.frozen) {
    const { [wordEmbeddings]: words, ...params } = checkpoint.parameters;
    const model = bertClassifier(bert);
    return {
      texts: new TokenStore(vocabulary, config.maxTokens),
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
  const encoder = frozenEncoder(device, opened, config.maxTokens);
  const head = Object.entries(checkpoint.parameters).filter(([name]) => !(name in encoder.parameters));
  return {
    texts: new FrozenTexts(store, vocabulary, encoder, context),
    start: { params: Object.fromEntries(head) },
    fixed: encoder.parameters,
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
