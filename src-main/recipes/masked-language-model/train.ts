import { createHash } from 'node:crypto';
import { pretrainingOf, writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import type { MaskedLanguageConfig } from '../../configs/masked-language-model.ts';
import { counted } from '../../counted.ts';
import type { BatchPart, Trainer } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import type { BertConfig } from '../../models/bert-config.ts';
import { wordEmbeddings } from '../../models/bert-parameters.ts';
import { parameter } from '../../models/layers.ts';
import { type MaskedBatch, maskedLoss, maskedSums } from '../../models/masked-language.ts';
import { Random } from '../../random.ts';
import type { MaskedTokensResult } from '../../results/masked-tokens.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { runFolder } from '../../runs/run-folder.ts';
import type { WritableStore } from '../../store/store.ts';
import { lastDocument } from '../../store/texts.ts';
import type { RunContext } from '../../training/loop.ts';
import { UserError } from '../../errors.ts';
import { runTraining, type TrainingData } from '../base/run-training.ts';
import { tunedEncoder } from '../classify/tuned-encoder.ts';
import { batchesByLength } from '../texts/batch-order.ts';
import { corpusTexts, leastTexts } from '../texts/corpus-texts.ts';
import { openBert, type OpenedBert } from '../texts/open-bert.ts';
import { paddedLength } from '../texts/text-batch.ts';
import { maskedBatch, type MaskingOptions, predictedTokens } from './mask-tokens.ts';

/** Share of the texts, drawn at random, on whose masked tokens the model is measured. */
const heldOut = 0.05;
/** What the rate of a new head is multiplied by: it starts from nothing, where the encoder has learned already. */
const newHeadRate = 10;

/** Trains a checkpoint further on texts alone; of near-duplicates only the first counts. */
export function trainMaskedLanguageModel(
  store: WritableStore,
  run: number,
  config: MaskedLanguageConfig,
  context: RunContext,
): Promise<Untimed<MaskedTokensResult>> {
  return runTraining(
    { store, run, config, context },
    () => corpus(store, config),
    async ({ texts, lastDocument, dataHash }) => {
      const opened = await openBert(store, { ...config, frozen: false }, 'masked', context);
      const { vocabulary, checkpoint } = opened;
      const bert = withDropout(checkpoint.config, config.dropout);
      const options = maskingOf(opened, config);
      const ids = texts.map((text) =>
        vocabulary.encode(vocabulary.cut(text, config.maxTokens), config.maxTokens),
      );
      const held = Math.max(1, Math.round(heldOut * ids.length));
      const parts = { valid: ids.slice(0, held), train: ids.slice(held) };
      const valid = [...batchesOf(parts.valid, config, options, new Random(0))];
      if (valid.length === 0) throw tooShort(texts.length);
      const size = Math.min(config.batchSize, parts.train.length);
      const { start, rates, fixed, newHead } = beginning(opened, config);
      return {
        files: { classes: [], vocabulary, checkpoint: opened.hash },
        writeFiles: async () =>
          writeDerivedFiles(opened.folder, runFolder(store, run), null, {
            pooling: checkpoint.config.pooling,
            masked: true,
            pretraining: [...(await pretrainingOf(opened.folder)), dataHash],
          }),
        model: {
          ...start,
          loss: (parameters, inputs: MaskedBatch, { dropout }) => ({
            loss: maskedLoss(parameters, maskedInputs(inputs), bert, (x, rate = 0) => dropout(x, rate)),
          }),
          forward: (parameters, inputs: MaskedBatch) => maskedSums(parameters, maskedInputs(inputs), bert),
        },
        rates,
        fixed,
        epochs: (trainer) => ({
          best: null,
          stepsPerEpoch: Math.ceil(parts.train.length / size),
          batches: (epoch) => trainingBatches(parts.train, config, options, epoch),
          validate: async () => {
            const { loss, accuracy } = await measureOn(trainer, valid);
            return { loss, perplexity: Math.exp(loss), accuracy };
          },
        }),
        test: async (trainer) => {
          const { tokens, loss, accuracy } = await measureOn(trainer, valid);
          return {
            kind: 'masked-tokens',
            version: 1,
            texts: texts.length,
            heldOut: parts.valid.length,
            lastDocument,
            newHead,
            tokens,
            validLoss: loss,
            validAccuracy: accuracy,
          };
        },
      };
    },
  );
}

interface Corpus extends TrainingData {
  /** In the order of chance. */
  texts: string[];
  /** The last document in the workspace, 0 if there is none. */
  lastDocument: number;
}

/** @throws UserError if there are too few texts. */
async function corpus(store: WritableStore, config: MaskedLanguageConfig): Promise<Corpus> {
  const last = lastDocument(store);
  const found = (await corpusTexts(store, config)).map(({ text }) => text);
  const texts = new Random(config.seed).shuffle(found);
  if (texts.length < leastTexts) {
    throw new UserError(
      'use',
      `There ${texts.length === 1 ? 'is' : 'are'} only ${counted(texts.length, 'distinct text')}; masked language modelling needs thousands.`,
      { remedies: [{ action: 'import', what: 'texts' }] },
    );
  }
  const digest = createHash('sha256');
  for (const text of texts) digest.update(`${JSON.stringify(text)}\n`);
  return { texts, lastDocument: last, dataHash: digest.digest('hex') };
}

function tooShort(texts: number): UserError {
  return new UserError(
    'use',
    `The ${counted(texts, 'text contains', 'texts contain')} too few words that could be masked: import more texts.`,
    {
      remedies: [{ action: 'import', what: 'texts' }],
    },
  );
}

/** Where training starts: the encoder with its table of token vectors, which is also the last layer of the head. */
function beginning(opened: OpenedBert, config: MaskedLanguageConfig) {
  const { start: encoder, rates } = tunedEncoder(opened, config);
  const { parameters, fresh } = opened.checkpoint;
  const head = Object.fromEntries(Object.entries(parameters).filter(([name]) => name.startsWith('lm.')));
  const newHead = fresh.includes('lm.bias');
  // A pooler has no part in this; it stays with the checkpoint as it was, if it was there.
  const isPooler = (name: string) => name.startsWith('bert.pooler.');
  const entries = Object.entries(encoder.params);
  const params = Object.fromEntries(entries.filter(([name]) => !isPooler(name)));
  const pooler = entries.filter(([name]) => isPooler(name) && !fresh.includes(name));
  return {
    newHead,
    fixed: Object.fromEntries(pooler),
    start: {
      lean: encoder.lean === true,
      // Every token is scored, so every row of the table changes in every step.
      params: { ...params, ...encoder.tables, ...head },
      frozen: (encoder.frozen ?? []).filter((name) => name !== wordEmbeddings),
    },
    rates: {
      ...Object.fromEntries(Object.entries(rates).filter(([name]) => !isPooler(name))),
      ...(newHead && Object.fromEntries(Object.keys(head).map((name) => [name, newHeadRate]))),
    },
  };
}

function maskingOf({ folder, vocabulary }: OpenedBert, config: MaskedLanguageConfig): MaskingOptions {
  const { special, size, paddingId } = vocabulary;
  if (special.mask === null) {
    throw new UserError('input', `${folder}: its tokeniser has no token that stands for a masked one.`);
  }
  const { maskProbability: probability, maxTokens } = config;
  return { probability, special, vocabularySize: size, maxTokens, paddingId };
}

/** The batches of an epoch, of texts of like lengths, each whole or in parts. */
function* trainingBatches(
  texts: readonly Int32Array[],
  config: MaskedLanguageConfig,
  options: MaskingOptions,
  epoch: number,
): Generator<Record<string, HostTensor> | readonly BatchPart[]> {
  const random = Random.ofEpoch(config.seed, epoch);
  const { accumulate, maxTokens } = config;
  const size = Math.min(config.batchSize, texts.length);
  const rows = Math.ceil(size / accumulate);
  for (const batch of batchesByLength(texts, size, ({ length }) => paddedLength(length, maxTokens), random)) {
    const parts = Array.from({ length: Math.ceil(batch.length / rows) }, (_, i) =>
      maskedBatch(batch.slice(i * rows, (i + 1) * rows), rows, options, random),
    ).filter((part) => part !== null);
    if (parts.length === 0) continue;
    if (accumulate === 1) yield parts[0]!;
    else {
      const counts = parts.map(predictedTokens);
      const all = counts.reduce((a, b) => a + b, 0);
      yield parts.map((part, i) => ({ batch: part, share: counts[i]! / all }));
    }
  }
}

function batchesOf(
  texts: readonly Int32Array[],
  { batchSize }: MaskedLanguageConfig,
  options: MaskingOptions,
  random: Random,
): Record<string, HostTensor>[] {
  const sorted = texts.toSorted((a, b) => a.length - b.length);
  const size = Math.min(batchSize, sorted.length);
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, i) =>
    maskedBatch(sorted.slice(i * size, (i + 1) * size), size, options, random),
  ).filter((batch) => batch !== null);
}

async function measureOn(
  trainer: Trainer,
  batches: readonly Record<string, HostTensor>[],
): Promise<{ tokens: number; loss: number; accuracy: number }> {
  let [tokens, loss, hits] = [0, 0, 0];
  for (const batch of batches) {
    const sums = await trainer.predict(batch);
    tokens += predictedTokens(batch);
    loss += sums['loss']!.data[0]!;
    hits += sums['hits']!.data[0]!;
  }
  return { tokens, loss: loss / tokens, accuracy: hits / tokens };
}

function maskedInputs(inputs: MaskedBatch): MaskedBatch {
  return {
    tokens: parameter(inputs, 'tokens'),
    mask: parameter(inputs, 'mask'),
    places: parameter(inputs, 'places'),
    labels: parameter(inputs, 'labels'),
    weights: parameter(inputs, 'weights'),
  };
}

function withDropout(config: BertConfig, rate: number | null): BertConfig {
  if (rate === null) return config;
  return { ...config, hidden_dropout_prob: rate, attention_probs_dropout_prob: rate };
}
