import { openDevice } from '../../engine/devices.ts';
import { createTrainer } from '../../engine/trainer.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { crossEntropy, keepAll, parameter, type LabelInputs } from '../../models/layers.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';
import { saveTrainingRows } from '../../store/predicted-rows.ts';
import { batchesByLength, batchesOfNeighbours } from '../texts/batch-order.ts';
import { classifierData } from './classifier-data.ts';
import { classify } from './classifier.ts';
import { windowSize, type ClassifierConfig, paysForLength } from '../../configs/classifiers.ts';
import { classWeights, meanLoss } from '../../training/class-weights.ts';
import { examplesOf, hideWindow, labelledBatch } from '../texts/contextual-examples.ts';
import { fit, type RunContext } from '../../training/loop.ts';
import { restoreBest, runKeeper } from '../../runs/run-files.ts';
import type { ClassifierResult, Untimed } from '../../training/types.ts';
import { sawTest } from '../texts/word-vectors.ts';
import { passesOfEpoch } from '../texts/training-size.ts';
import { baselineScores, classifierScores, keepPredictions, readRow } from './classifier-scores.ts';
import { besideNgrams } from './beside-ngrams.ts';
import { startClassifier } from './start-classifier.ts';

/** Trains a text classifier, tests its best weights once, and measures the baselines on the same parts. */
export async function trainClassifier(
  store: WritableStore,
  run: number,
  config: ClassifierConfig,
  context: RunContext,
): Promise<Untimed<ClassifierResult>> {
  context.phase('reading data');
  const data = await classifierData(store, config);
  const { classes, parts, windows } = data;
  const device = await openDevice(config.device);
  context.onStart({ dataHash: data.dataHash, device: device.name });
  context.phase('preparing the model');
  const vectors = await sawTest(store, config, parts.test);
  const learned = { classes, train: parts.train, windows: windows.train };
  const { texts, start, fixed, logits } = await startClassifier(store, run, config, device, learned, context);
  const train = examplesOf(store, parts.train, windows.train, texts);
  const valid = examplesOf(store, parts.valid, windows.valid, texts);
  await texts.prepare();
  const labels = train.map(({ label }) => label);
  const weights = classWeights(labels, classes.length, config.classWeights);

  const trainer = createTrainer({
    name: config.recipe,
    device,
    ...start,
    loss: (parameters, inputs: TextInputs & LabelInputs, { dropout }) => {
      const given = logits(parameters, inputs, (x, rate = config.dropout ?? 0) => dropout(x, rate));
      return { loss: crossEntropy(given, parameter(inputs, 'labels'), parameter(inputs, 'weights')) };
    },
    forward: (parameters, inputs: TextInputs) => ({ logits: logits(parameters, inputs, keepAll) }),
    optimizer: { kind: config.optimizer, weightDecay: config.weightDecay, clipNorm: config.clipNorm },
    seed: config.seed,
  });
  const size = Math.min(config.batchSize, train.length);
  const passes = passesOfEpoch(train.length, data.available, config.batchSize);
  const hidden = 'windowDropout' in config ? config.windowDropout : 0;
  let keptRows = false;
  try {
    context.phase('training');
    const fitted = await fit({
      ...context,
      trainer,
      config,
      best: 'macroF1',
      stepsPerEpoch: passes * Math.ceil(train.length / size),
      *batches(epoch) {
        const chance = Random.ofEpoch(config.seed, epoch);
        for (let pass = 0; pass < passes; pass++) {
          const batches =
            windowSize(config) === 0 && paysForLength(config)
              ? batchesByLength(train, size, ({ text }) => texts.paddedLength(text), chance)
              : batchesOfNeighbours(train, size, chance);
          for (const batch of batches) {
            const seen = batch.map((example) => hideWindow(example, hidden, chance));
            yield labelledBatch(seen, texts, size, windowSize(config), weights);
          }
        }
      },
      validate: async () => {
        const predictions = await classify(trainer, config, valid, texts);
        const { accuracy, macroF1 } = classifierScores(predictions, valid, classes);
        const loss = meanLoss(
          predictions.map(({ probabilities }) => probabilities),
          valid.map(({ label }) => label),
          weights,
        );
        return { loss, accuracy, macroF1 };
      },
      keeper: await runKeeper(store, run, fixed),
      onEpoch: () => {
        // From here on there is a model that knows these texts.
        if (!keptRows) saveTrainingRows(store, run, parts.train.map(readRow));
        keptRows = true;
        context.onEpoch();
      },
    });
    await restoreBest(store, run, trainer);
    context.phase('testing');
    const test = examplesOf(store, parts.test, windows.test, texts);
    await texts.prepare();
    const alone = {
      valid: await classify(trainer, config, valid, texts),
      test: await classify(trainer, config, test, texts),
    };
    const learnedOnce = config.trainSize === null ? [...parts.train, ...parts.valid] : parts.train;
    if ('ngrams' in config && config.ngrams) context.phase('n-grams');
    const beside =
      'ngrams' in config && config.ngrams
        ? await besideNgrams(store, run, { parts, learnedOnce, alone, classes, config }, context)
        : null;
    context.phase('testing');
    const { valid: validPredictions, test: testPredictions } = beside ?? alone;
    keepPredictions(store, run, classes, 'valid', parts.valid, validPredictions);
    keepPredictions(store, run, classes, 'test', parts.test, testPredictions);
    return {
      run,
      recipe: config.recipe,
      device: device.name,
      parameters: trainer.parameterCount,
      epochs: fitted.epochs,
      split: { ...data.split, ...vectors },
      valid: classifierScores(validPredictions, valid, classes),
      test: classifierScores(testPredictions, test, classes),
      baselines: await baselineScores(learnedOnce, parts.test, classes, {
        ngrams: beside?.experts ?? null,
        context,
      }),
      ...(beside && {
        ngrams: { modelAlone: classifierScores(alone.test, test, classes), weights: beside.weights },
      }),
    };
  } finally {
    await trainer.dispose();
  }
}
