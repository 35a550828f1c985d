import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import type { BertClassifierConfig } from '../../configs/bert-classifier.ts';
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
import type { Architecture, Beginning, StartedClassifier } from './architecture.ts';

/** BERT with all its parameters, or its head alone over the vectors of the frozen encoder. */
export const bertClassifier: Architecture<BertClassifierConfig> = {
  table: () => wordEmbeddings,
  model: (_config, _classes, bert) => {
    if (!bert) throw new TypeError('the configuration of the checkpoint is missing');
    return model(bert);
  },
  start,
  paysForLength: ({ frozen }) => !frozen,
};

async function start({
  store,
  run,
  config,
  device,
  learned: { classes },
  context,
}: Beginning<BertClassifierConfig>): Promise<StartedClassifier> {
  const opened = await openBert(store, config, classes.length, context);
  const { checkpoint, vocabulary } = opened;
  const bert = withDropout(checkpoint.config, config.dropout);
  const common = {
    files: { classes, vocabulary, checkpoint: opened.hash },
    writeFiles: () => writeDerivedFiles(opened.folder, runFolder(store, run), classes, bert.pooling),
  };
  if (!config.frozen) {
    const { [wordEmbeddings]: words, ...params } = checkpoint.parameters;
    if (!words) throw new TypeError('the checkpoint has no word embeddings');
    const whole = model(bert);
    return {
      ...common,
      texts: new TokenStore(vocabulary, config.maxTokens),
      start: {
        params,
        tables: { [wordEmbeddings]: words },
        lookups: { tokens: wordEmbeddings },
        ...(vocabulary.paddingId === 0 && { paddingRow: 0 }),
      },
      fixed: {},
      logits: (parameters, batch, dropout) => whole.apply(parameters, textExamples(batch), dropout).logits,
    };
  }
  const encoder = frozenEncoder(device, opened, config.maxTokens);
  const head = Object.entries(checkpoint.parameters).filter(([name]) => !(name in encoder.parameters));
  return {
    ...common,
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
