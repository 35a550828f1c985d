import type { ClassifierConfig } from '../../configs/classifiers.ts';
import { isResidual, windowSize } from '../../configs/contextual.ts';
import type { TrainerOptions } from '../../engine/trainer.ts';
import { crossEntropy, keepAll, type LabelInputs, parameter } from '../../models/layers.ts';
import type { TextInputs } from '../../models/text-model.ts';
import { Random } from '../../random.ts';
import { classWeights, meanLoss } from '../../training/class-weights.ts';
import type { TrainingStage } from '../base/run-training.ts';
import { batchesByLength, batchesOfNeighbours } from '../texts/batch-order.ts';
import {
  dropWindow,
  labelledBatch,
  labelledParts,
  type TrainingExample,
} from '../texts/contextual-examples.ts';
import type { BatchTexts } from '../texts/text-batch.ts';
import { passesOfEpoch } from '../texts/training-size.ts';
import { architectureOf } from './architectures.ts';
import type { StartedClassifier } from './architecture.ts';
import { classify, type Prediction } from './classifier.ts';
import { classifierScores } from './classifier-scores.ts';

export type ClassifierInputs = TextInputs & LabelInputs;

/** What a classifier learns from, whatever is trained of it. */
export interface LearnedExamples {
  config: ClassifierConfig;
  texts: BatchTexts;
  classes: string[];
  train: readonly TrainingExample[];
  valid: readonly TrainingExample[];
  /** How large the training part is of which `train` may be a share. */
  available: number;
}

/** Its loss, batches and measures; the best copy is the one of the highest macro F1. */
export function classifierStage(
  start: StartedClassifier['start'],
  logits: StartedClassifier['logits'],
  learned: LearnedExamples,
): Pick<TrainingStage<never, ClassifierInputs, TextInputs>, 'model' | 'epochs'> {
  const { config, texts, train, valid, available } = learned;
  const weights = weightsOf(learned);
  const size = Math.min(config.batchSize, train.length);
  const passes = passesOfEpoch(train.length, available, config.batchSize);
  const byLength = windowSize(config) === 0 && architectureOf(config).paysForLength(config);
  const pieces = 'accumulate' in config && architectureOf(config).tunes(config) ? config.accumulate : 1;
  const dropped = 'windowDropout' in config && !isResidual(config) ? config.windowDropout : 0;
  const model: Pick<TrainerOptions<ClassifierInputs, TextInputs>, 'loss' | 'forward'> = {
    loss: (parameters, inputs, { dropout }) => {
      const given = logits(parameters, inputs, (x, rate = config.dropout ?? 0) => dropout(x, rate));
      return { loss: crossEntropy(given, parameter(inputs, 'labels'), parameter(inputs, 'weights')) };
    },
    forward: (parameters, inputs) => ({ logits: logits(parameters, inputs, keepAll) }),
  };
  return {
    model: { ...start, ...model },
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
      validate: async () => measuredOn(learned, await classify(trainer, config, valid, texts)),
    }),
  };
}

/** What predictions of the validation part are measured by. */
export function measuredOn(
  learned: LearnedExamples,
  predictions: readonly Prediction[],
): { loss: number; accuracy: number; macroF1: number } {
  const { valid, classes } = learned;
  const { accuracy, macroF1 } = classifierScores(predictions, valid, classes);
  const loss = meanLoss(
    predictions.map(({ probabilities }) => probabilities),
    valid.map(({ label }) => label),
    weightsOf(learned),
  );
  return { loss, accuracy, macroF1 };
}

function weightsOf({ train, classes, config }: LearnedExamples): Float32Array {
  return classWeights(
    train.map(({ label }) => label),
    classes.length,
    config.classWeights,
  );
}
