import type { RunState } from '../store/types.ts';
import type { TrainConfig } from '../configs/all.ts';
import type { Phase } from './phases.ts';
import type { ClassifierConfig } from '../configs/classifiers.ts';

export interface ClassScore {
  value: string;
  precision: number;
  recall: number;
  f1: number;
  support: number;
}

/** Scores on one part of the data. `confusion[i][j]`: truth `classes[i]`, predicted `classes[j]`. */
export interface Scores {
  n: number;
  accuracy: number;
  macroF1: number;
  weightedF1: number;
  classes: string[];
  perClass: ClassScore[];
  confusion: number[][];
}

/** How the labelled documents were divided, and what was left out so that nothing leaks. */
export interface SplitReport {
  train: number;
  valid: number;
  test: number;
  /** Documents left out because a near-duplicate stands in a later part. */
  leftOut: number;
  trainUntil: number | null;
  testFrom: number | null;
  by: 'time' | 'file' | 'chance' | 'ticker';
  /**
   * Tested texts that say the same as a text which the word vectors were learned from, without labels; null where this
   * can no longer be found out; missing where a run starts from no vectors.
   */
  vectorsSawTest?: number | null;
}

export interface ClassifierResult {
  run: number;
  recipe: ClassifierConfig['recipe'] | 'price-transformer';
  device: string;
  /** From start to end, baselines and test among it. */
  seconds: number;
  /** The parts of that time; runs of before lack them. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  split: SplitReport;
  valid: Scores;
  test: Scores;
  baselines: Record<string, Scores>;
  /** Where n-grams were read too: what the model does without them, and how much each counts. */
  ngrams?: {
    modelAlone: Scores;
    weights: { model: number; linear: number; naiveBayes: number };
  };
}

export interface EmbeddingResult {
  run: number;
  recipe: 'company-embedding';
  /** Missing in runs that were trained before there was a choice. */
  objective?: 'match';
  device: string;
  /** From start to end, baselines and test among it. */
  seconds: number;
  /** The parts of that time; runs of before lack them. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  companies: number;
  /** Share of held-out texts whose company is found first, or among the first ten, of all companies. */
  test: { n: number; top1: number; top10: number; chance: number };
}

/** How well the topic of a company's held-out texts is named. */
export interface TopicEmbeddingResult {
  run: number;
  recipe: 'company-embedding';
  objective: 'topic';
  device: string;
  /** From start to end, baselines and test among it. */
  seconds: number;
  /** The parts of that time; runs of before lack them. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  companies: number;
  /** Distinct texts that have a topic, and those of them that have it from a model. */
  texts: number;
  topicsByModel: number;
  /** Over examples: held-out texts of one company and topic, so many together as in training at most. */
  test: Scores;
  /** The most frequent topic of the training examples, always. */
  majority: Scores;
}

export interface Word2vecResult {
  run: number;
  recipe: 'word2vec';
  device: string;
  /** From start to end, baselines and test among it. */
  seconds: number;
  /** The parts of that time; runs of before lack them. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  /** Distinct texts, those that were held out among them. */
  texts: number;
  /** The last document that stood in the workspace, 0 where there was none; earlier results lack it. */
  lastDocument?: number;
  words: number;
  /** Mean binary cross entropy of pairs of texts that were not learned. */
  validLoss: number;
  neighbours: { word: string; nearest: { word: string; cosine: number }[] }[];
}

export type TrainResult = ClassifierResult | EmbeddingResult | TopicEmbeddingResult | Word2vecResult;

/** A result as a recipe gives it: the time is measured by what started it. */
export type Untimed<R extends TrainResult> = Omit<R, 'seconds' | 'phases'>;

/** A score over several seeds. */
export interface Spread {
  mean: number;
  /** Of the sample, by n - 1; null: there was one seed. */
  deviation: number | null;
}

export interface SpreadScores {
  accuracy: Spread;
  macroF1: Spread;
}

/** What was learned from so many texts, on the test part. */
export interface CurvePoint {
  size: number;
  /** One per seed. */
  runs: number[];
  test: SpreadScores;
  /** Learned from the same texts. */
  baselines: Record<string, SpreadScores>;
}

/** Scores over training sizes, the smallest first. */
export interface LearningCurve {
  /** Its first run. */
  curve: number;
  recipe: TrainConfig['recipe'];
  /** Texts in the test part; of several seeds whose parts differ, in the first's. */
  n: number;
  points: CurvePoint[];
}

/** A run whose settings or result are damaged, or of another version. */
export interface UnreadableRun {
  id: number;
  recipe: string;
  /** Why it cannot be read, and what to do. */
  problem: string;
}

export interface RunRow {
  id: number;
  recipe: TrainConfig['recipe'];
  state: RunState;
  createdAt: number;
  seconds: number | null;
  config: TrainConfig;
  /** Fingerprint of the data that was trained on. */
  dataHash: string | null;
  device: string | null;
  version: string;
  result: TrainResult | null;
  problem: string | null;
  /** The first run of the learning curve that it belongs to. */
  curve: number | null;
  /** It was stopped, and can be resumed. */
  resumable: boolean;
}
