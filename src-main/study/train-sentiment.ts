import { openDevice } from '../engine/devices.ts';
import { createTrainer } from '../engine/trainer.ts';
import {
  contextualInputs,
  contextualSentiment,
  initContextualSentiment,
} from '../models/contextual-sentiment.ts';
import { crossEntropy, parameter } from '../models/layers.ts';
import { wordTable } from '../models/word-encoder.ts';
import { Random } from '../random.ts';
import type { Store } from '../store/open.ts';
import { classWeights, meanLoss } from '../training/class-weights.ts';
import type { ContextualSentimentConfig } from '../training/config.ts';
import {
  examplesOf,
  hideWindow,
  labelledBatch,
  shuffledRuns,
  trainingVocabulary,
  windowsOf,
} from '../training/contextual-examples.ts';
import { fit, type RunContext } from '../training/loop.ts';
import { writeCheckpoint, writeRunFiles } from '../training/run-files.ts';
import { type LabelledText, type SentimentData, sentimentData } from '../training/sentiment-data.ts';
import {
  predictSentiment,
  sentimentForward,
  sentimentLookups,
  sentimentOptions,
  windowSize,
} from '../training/sentiment-model.ts';
import { TokenStore } from '../training/token-store.ts';
import type { SentimentResult } from '../training/types.ts';
import { baselineScores, keepPredictions, sentimentScores } from './sentiment-scores.ts';

/** Trains `contextual-sentiment`, tests its best copy once, and measures the baselines on the same parts. */
export async function trainSentiment(
  store: Store,
  run: number,
  config: ContextualSentimentConfig,
  context: RunContext,
): Promise<SentimentResult> {
  const started = performance.now();
  const random = new Random(config.seed);
  const data = await sentimentData(store, config);
  const { classes } = data;
  const device = await openDevice(config.device);
  context.onStart({ dataHash: data.dataHash, device: device.name });
  const parts = bySymbolAndTime(data);
  const windows = windowsOf(store, parts.train, config);
  const vocabulary = trainingVocabulary(store, parts.train, windows, config);
  const texts = new TokenStore(vocabulary, config.maxTokens);
  const train = examplesOf(store, parts.train, windows, texts);
  const valid = examplesOf(store, parts.valid, windowsOf(store, parts.valid, config), texts);
  const labels = train.map(({ label }) => label);
  const weights = classWeights(labels, classes.length, config.classWeights);
  const model = sentimentOptions(config, classes.length);
  writeRunFiles(store, run, { config, classes, vocabulary });

  const trainer = createTrainer({
    device,
    params: initContextualSentiment(random, model),
    tables: { words: wordTable(random, vocabulary.size, config.width) },
    lookups: sentimentLookups,
    paddingRow: 0,
    loss: (parameters, inputs, { dropout }) => {
      const { logits } = contextualSentiment(parameters, contextualInputs(inputs), model, (x) =>
        dropout(x, config.dropout),
      );
      return { loss: crossEntropy(logits, parameter(inputs, 'labels'), parameter(inputs, 'weights')) };
    },
    forward: sentimentForward(model, false),
    optimizer: { kind: 'adamw', weightDecay: config.weightDecay, clipNorm: 1 },
    seed: config.seed,
  });
  const size = Math.min(config.batchSize, train.length);
  try {
    const fitted = await fit({
      ...context,
      trainer,
      epochs: config.epochs,
      patience: config.patience,
      best: 'macroF1',
      learningRate: config.learningRate,
      stepsPerEpoch: Math.ceil(train.length / size),
      *batches() {
        const order = shuffledRuns(train, random).map((example) =>
          hideWindow(example, config.windowDropout, random),
        );
        for (let start = 0; start < order.length; start += size) {
          yield labelledBatch(order.slice(start, start + size), texts, size, windowSize(config), weights);
        }
      },
      validate: async () => {
        const predictions = await predictSentiment(trainer, config, valid, texts);
        const { accuracy, macroF1 } = sentimentScores(predictions, valid, classes);
        const loss = meanLoss(
          predictions.map(({ probabilities }) => probabilities),
          valid.map(({ label }) => label),
          weights,
        );
        return { loss, accuracy, macroF1 };
      },
      keep: (state) => writeCheckpoint(store, run, { ...state.params, ...state.tables }),
    });
    await trainer.load(fitted.best);
    const validPredictions = await predictSentiment(trainer, config, valid, texts);
    const test = examplesOf(store, parts.test, windowsOf(store, parts.test, config), texts);
    const testPredictions = await predictSentiment(trainer, config, test, texts);
    keepPredictions(store, run, classes, 'valid', parts.valid, validPredictions);
    keepPredictions(store, run, classes, 'test', parts.test, testPredictions);
    const seconds = (performance.now() - started) / 1000;
    context.emit({ type: 'message', text: 'measuring the baselines' });
    return {
      run,
      recipe: 'contextual-sentiment',
      device: device.name,
      seconds,
      parameters: trainer.parameterCount,
      epochs: fitted.epochs,
      split: data.split,
      valid: sentimentScores(validPredictions, valid, classes),
      test: sentimentScores(testPredictions, test, classes),
      baselines: await baselineScores(parts, classes),
    };
  } finally {
    await trainer.dispose();
  }
}

/** Texts of one ticker stand together in time order, so that neighbours share their windows. */
function bySymbolAndTime(data: SentimentData): Record<'train' | 'valid' | 'test', LabelledText[]> {
  const order = (a: LabelledText, b: LabelledText) =>
    a.symbol.localeCompare(b.symbol) || (a.publishedAt ?? 0) - (b.publishedAt ?? 0);
  return {
    train: data.train.toSorted(order),
    valid: data.valid.toSorted(order),
    test: data.test.toSorted(order),
  };
}
