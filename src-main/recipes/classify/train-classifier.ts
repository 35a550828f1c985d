import { crossEntropy, keepAll, type LabelInputs, parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';
import { saveTrainingRows } from '../../store/predicted-rows.ts';
import { batchesByLength, batchesOfNeighbours } from '../texts/batch-order.ts';
import { classifierData } from './classifier-data.ts';
import { classify } from './classifier.ts';
import { windowSize } from '../../configs/contextual.ts';
import type { ClassifierConfig } from '../../configs/classifiers.ts';
import { classWeights, meanLoss } from '../../training/class-weights.ts';
import { dropWindow, examplesOf, labelledBatch, labelledParts } from '../texts/contextual-examples.ts';
import type { RunContext } from '../../training/loop.ts';
import type { ScoresResult } from '../../results/classified.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { leakOfVectors } from '../texts/word-vectors.ts';
import { passesOfEpoch } from '../texts/training-size.ts';
import { baselineScores, classifierScores, keepPredictions, readRow } from './classifier-scores.ts';
import { trainEnsemble } from './train-ensemble.ts';
import { runTraining } from '../base/run-training.ts';
import { architectureOf } from './architectures.ts';

/** Trains a text classifier, tests its best weights once, and measures the baselines on the same parts. */
export function trainClassifier(
  store: WritableStore,
  run: number,
  config: ClassifierConfig,
  context: RunContext,
): Promise<Untimed<ScoresResult>> {
  return runTraining(
    { store, run, config, context },
    () => classifierData(store, config),
    async ({ classes, parts, windows, available, split }, device) => {
      const vectors = await leakOfVectors(store, config, parts.test);
      const learned = { classes, train: parts.train, windows: windows.train };
      const architecture = architectureOf(config);
      const { texts, start, logits, ...started } = await architecture.start({
        store,
        run,
        config,
        device,
        learned,
        context,
      });
      const train = examplesOf(store, parts.train, windows.train, texts);
      const valid = examplesOf(store, parts.valid, windows.valid, texts);
      await texts.prepare();
      const labels = train.map(({ label }) => label);
      const weights = classWeights(labels, classes.length, config.classWeights);
      const size = Math.min(config.batchSize, train.length);
      const passes = passesOfEpoch(train.length, available, config.batchSize);
      const byLength = windowSize(config) === 0 && architecture.paysForLength(config);
      const dropped = 'windowDropout' in config ? config.windowDropout : 0;
      const pieces = 'accumulate' in config && architecture.tunes(config) ? config.accumulate : 1;
      let keptRows = false;
      return {
        ...started,
        model: {
          ...start,
          loss: (parameters, inputs: TextInputs & LabelInputs, { dropout }) => {
            const given = logits(parameters, inputs, (x, rate = config.dropout ?? 0) => dropout(x, rate));
            return { loss: crossEntropy(given, parameter(inputs, 'labels'), parameter(inputs, 'weights')) };
          },
          forward: (parameters, inputs: TextInputs) => ({ logits: logits(parameters, inputs, keepAll) }),
        },
        epochs: (trainer) => ({
          best: 'macroF1',
          stepsPerEpoch: passes * Math.ceil(train.length / size),
          *batches(epoch) {
            const chance = Random.ofEpoch(config.seed, epoch);
            for (let pass = 0; pass < passes; pass++) {
              const batches = byLength
                ? batchesByLength(train, size, ({ text }) => texts.paddedLength(text), chance)
                : batchesOfNeighbours(train, size, chance);
              for (const batch of batches) {
                const seen = batch.map((example) => dropWindow(example, dropped, chance));
                yield pieces === 1
                  ? labelledBatch(seen, texts, size, windowSize(config), weights)
                  : labelledParts(seen, texts, Math.ceil(size / pieces), windowSize(config), weights);
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
        }),
        onEpoch: () => {
          // From here on there is a model that knows these texts.
          if (!keptRows) saveTrainingRows(store, run, parts.train.map(readRow));
          keptRows = true;
        },
        test: async (trainer) => {
          const test = examplesOf(store, parts.test, windows.test, texts);
          await texts.prepare();
          const alone = {
            valid: await classify(trainer, config, valid, texts),
            test: await classify(trainer, config, test, texts),
          };
          const learnedOnce = config.trainSize === null ? [...parts.train, ...parts.valid] : parts.train;
          const stacked = 'ensemble' in config && config.ensemble;
          if (stacked) context.phase('n-grams');
          const ensemble = stacked
            ? await trainEnsemble(store, run, { parts, learnedOnce, alone, classes, config }, context)
            : null;
          context.phase('testing');
          keepPredictions(store, run, classes, 'valid', parts.valid, alone.valid);
          keepPredictions(store, run, classes, 'test', parts.test, alone.test);
          return {
            kind: 'scores',
            version: 1,
            split: { ...split, ...vectors },
            valid: classifierScores(alone.valid, valid, classes),
            test: classifierScores(alone.test, test, classes),
            baselines: await baselineScores(learnedOnce, parts.test, classes, {
              ngrams: ensemble?.experts ?? null,
              context,
            }),
            ...(ensemble && {
              ensemble: {
                valid: classifierScores(ensemble.valid, valid, classes),
                test: classifierScores(ensemble.test, test, classes),
                weights: ensemble.weights,
              },
            }),
          };
        },
      };
    },
  );
}
