import type { BertCheckpoint } from '../../checkpoints/bert-checkpoint.ts';
import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import type { BertClassifierConfig } from '../../configs/bert-classifier.ts';
import type { PublishedClassifierConfig } from '../../configs/published-classifier.ts';
import type { HostTensor } from '../../engine/types.ts';
import { bertClassifier as model, classifyPooled } from '../../models/bert-classifier.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { parameter } from '../../models/layers.ts';
import { textExamples } from '../../models/text-model.ts';
import { runFolder } from '../../runs/run-folder.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { openBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import { TokenStore } from '../texts/token-store.ts';
import { readThrough } from '../../text/masked-vocabulary.ts';
import type { Architecture, Beginning, StartedClassifier, TextArchitecture } from './architecture.ts';
import { tunedEncoder } from './tuned-encoder.ts';

/** A checkpoint with its classifier, wherever that was trained. */
export const publishedReader: TextArchitecture<BertClassifierConfig | PublishedClassifierConfig> = {
  table: () => wordEmbeddings,
  model: (_config, _classes, bert) => {
    if (!bert) throw new TypeError('the configuration of the checkpoint is missing');
    return model(bert);
  },
};

/** BERT with all its parameters, or its head alone over the vectors of the frozen encoder. */
export const bertClassifier: Architecture<BertClassifierConfig> = {
  ...publishedReader,
  start,
  paysForLength: ({ frozen }) => !frozen,
  tunes: ({ frozen }) => !frozen,
};

async function start({
  store,
  run,
  config,
  device,
  learned: { classes, mask },
  context,
}: Beginning<BertClassifierConfig>): Promise<StartedClassifier> {
  const opened = await openBert(store, config, classes.length, context);
  const { checkpoint } = opened;
  const vocabulary = readThrough(opened.vocabulary, mask);
  const bert = withDropout(checkpoint.config, config.dropout);
  const common = {
    files: { classes, vocabulary, checkpoint: opened.hash },
    writeFiles: () =>
      writeDerivedFiles(opened.folder, runFolder(store, run), classes, { pooling: bert.pooling }),
  };
  if (!config.frozen) {
    const whole = model(bert);
    const encoder = tunedEncoder(opened, config);
    return {
      ...common,
      ...encoder,
      texts: new TokenStore(vocabulary, config.maxTokens),
      start: { ...encoder.start, params: { ...encoder.start.params, ...headOf(checkpoint) } },
      fixed: {},
      logits: (parameters, batch, dropout) => whole.apply(parameters, textExamples(batch), dropout).logits,
    };
  }
  const encoder = frozenEncoder(device, opened, config.maxTokens, config.precision);
  return {
    ...common,
    texts: new FrozenTexts(store, vocabulary, encoder, context),
    start: { params: headOf(checkpoint) },
    fixed: encoder.parameters,
    logits: (parameters, batch, dropout) =>
      classifyPooled(parameters, parameter(batch, 'pooled'), parameter(batch, 'input'), bert, dropout),
  };
}

/** What stands above the encoder. */
function headOf({ parameters }: BertCheckpoint): Record<string, HostTensor> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !name.startsWith('bert.')));
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
