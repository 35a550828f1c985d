import type { ClassifierConfig } from '../../configs/classifiers.ts';
import type { ScoresResult } from '../../results/classified.ts';
import type { ContextStages } from '../../results/context-stages.ts';
import type { NovelScores } from '../../results/novel.ts';
import type { SplitReport } from '../../results/scores.ts';
import type { TrialResult } from '../../results/trial.ts';
import type { VectorCoverage } from '../../results/vector-coverage.ts';
import type { WritableStore } from '../../store/store.ts';
import { haveNeighbour } from '../../text/near-copies/neighbours.ts';
import type { RunContext } from '../../training/loop.ts';
import type { TrainedFacts } from '../base/run-training.ts';
import type { Prediction } from './classifier.ts';
import type { ClassifierData } from './classifier-data.ts';
import {
  baselinePredictions,
  classesOf,
  classifierScores,
  keepPredictions,
  scoresOf,
} from './classifier-scores.ts';
import { trainEnsemble } from './train-ensemble.ts';

/** A classifier that has been trained, and the parts that it was trained and is tested on. */
export interface TrainedClassifier {
  store: WritableStore;
  run: number;
  config: ClassifierConfig;
  context: RunContext;
  data: ClassifierData;
  /** What is known of the texts that its word vectors or its checkpoint were trained on before. */
  vectors: Pick<SplitReport, 'vectorsSawTest' | 'checkpointSawTest'>;
  /** How many of its words started from a vector of others; null or missing: none did. */
  coverage?: VectorCoverage | null | undefined;
}

/** A text with a training text of this word similarity is not novel. */
const similarity = 0.5;

/** The scores of all that was tested on the texts that are like none that was learned or chosen by. */
async function novelScores(
  predictions: Readonly<Record<string, readonly number[]>>,
  { train, valid, test }: ClassifierData['parts'],
  classes: string[],
  signal: AbortSignal,
): Promise<NovelScores> {
  const textsOf = (items: readonly { text: string }[]) => items.map(({ text }) => text);
  const known = await haveNeighbour(textsOf(test), textsOf([...train, ...valid]), similarity, signal);
  const isNovel = known.map((has) => !has);
  const n = isNovel.filter(Boolean).length;
  return { similarity, n, scores: n === 0 ? {} : scoresOf(predictions, test, classes, isNovel) };
}

type Predicted = Record<'valid' | 'test', Prediction[]>;

/** What a result has beside the facts of every training. */
type Measures<R> = Omit<R, keyof TrainedFacts | 'seconds' | 'phases'>;
export type ClassifierMeasures = Measures<ScoresResult> | Measures<TrialResult>;

/** Keeps the predictions of the best copy for the validation part, and scores them; nothing else is looked at. */
export function validateClassifier(
  { store, run, data: { classes, parts, split } }: Pick<TrainedClassifier, 'store' | 'run' | 'data'>,
  valid: readonly Prediction[],
  stages: ContextStages | null = null,
): Measures<TrialResult> {
  keepPredictions(store, run, classes, 'valid', parts.valid, valid);
  return {
    kind: 'trial',
    version: 1,
    split,
    valid: classifierScores(valid, parts.valid, classes),
    ...(stages && { stages }),
  };
}

/**
 * Keeps the predictions of the best copy, and scores them, its ensemble with n-grams and the baselines on the test part.
 *
 * @param residual of a residual context model: its stages, and the predictions of its text model by itself
 */
export async function testClassifier(
  { store, run, config, context, data, vectors, coverage }: TrainedClassifier,
  model: Predicted,
  residual: { stages: ContextStages; textAlone: Prediction[] } | null = null,
): Promise<Measures<ScoresResult>> {
  const { classes, parts, split } = data;
  const learnedOnce = config.trainSize === null ? [...parts.train, ...parts.valid] : parts.train;
  const stacked = 'ensemble' in config && config.ensemble;
  if (stacked) context.phase('n-grams');
  const ensemble = stacked
    ? await trainEnsemble(store, run, { parts, learnedOnce, alone: model, classes, config }, context)
    : null;
  context.phase('testing');
  keepPredictions(store, run, classes, 'valid', parts.valid, model.valid);
  keepPredictions(store, run, classes, 'test', parts.test, model.test);
  const baselines = {
    ...(residual && { textAlone: classesOf(residual.textAlone) }),
    ...(await baselinePredictions(learnedOnce, parts.test, classes, context)),
  };
  const all = {
    model: classesOf(model.test),
    ...(ensemble && { ensemble: classesOf(ensemble.test) }),
    ...baselines,
  };
  const scored = (part: keyof Predicted, predictions: readonly Prediction[]) =>
    classifierScores(predictions, parts[part], classes);
  return {
    kind: 'scores',
    version: 1,
    split: { ...split, ...vectors },
    valid: scored('valid', model.valid),
    test: scored('test', model.test),
    baselines: scoresOf(baselines, parts.test, classes),
    novel: await novelScores(all, parts, classes, context.signal),
    ...(coverage && { vectors: coverage }),
    ...(residual && { stages: residual.stages }),
    ...(ensemble && {
      ensemble: {
        valid: scored('valid', ensemble.valid),
        test: scored('test', ensemble.test),
        weights: ensemble.weights,
      },
    }),
  };
}
