import type { Remedy } from '../remedies.ts';
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

/** How the labelled documents were split, and what was left out to prevent leaks. */
export interface SplitReport {
  train: number;
  valid: number;
  test: number;
  /** Documents left out because a near-duplicate is in a later part. */
  leftOut: number;
  trainUntil: number | null;
  testFrom: number | null;
  by: 'time' | 'file' | 'chance' | 'ticker';
  /**
   * Test texts whose near-duplicate the word vectors were trained on, without labels; null: no longer known; missing: the run does not start from word vectors.
   */
  vectorsSawTest?: number | null;
}

export interface ClassifierResult {
  run: number;
  recipe: ClassifierConfig['recipe'] | 'price-transformer';
  device: string;
  /** From start to end, including baselines and test. */
  seconds: number;
  /** The phases of that time; missing in earlier runs. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  split: SplitReport;
  valid: Scores;
  test: Scores;
  baselines: Record<string, Scores>;
  /** If n-grams were read too: the scores of the model without them, and the weight of each part. */
  ngrams?: {
    modelAlone: Scores;
    weights: { model: number; linear: number; naiveBayes: number };
  };
}

export interface EmbeddingResult {
  run: number;
  recipe: 'company-embedding';
  /** Missing in runs from before there was a choice. */
  objective?: 'match';
  device: string;
  /** From start to end, including baselines and test. */
  seconds: number;
  /** The phases of that time; missing in earlier runs. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  companies: number;
  /** Share of held-out texts whose company is ranked first, or in the top ten, of all companies. */
  test: { n: number; top1: number; top10: number; chance: number };
}

/** How well the topic of a company's held-out texts is predicted. */
export interface TopicEmbeddingResult {
  run: number;
  recipe: 'company-embedding';
  objective: 'topic';
  device: string;
  /** From start to end, including baselines and test. */
  seconds: number;
  /** The phases of that time; missing in earlier runs. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  companies: number;
  /** Distinct texts with a topic, and how many of the topics came from a model. */
  texts: number;
  topicsByModel: number;
  /** Over examples, each of held-out texts of one company and topic, at most as many as in training. */
  test: Scores;
  /** Always predicts the most frequent topic of the training examples. */
  majority: Scores;
}

export interface Word2vecResult {
  run: number;
  recipe: 'word2vec';
  device: string;
  /** From start to end, including baselines and test. */
  seconds: number;
  /** The phases of that time; missing in earlier runs. */
  phases?: Phase[];
  parameters: number;
  epochs: number;
  /** Distinct texts, including those held out. */
  texts: number;
  /** The last document in the workspace, 0 if there was none; missing in earlier results. */
  lastDocument?: number;
  words: number;
  /** Mean binary cross-entropy of pairs from held-out texts. */
  validLoss: number;
  neighbours: { word: string; nearest: { word: string; cosine: number }[] }[];
}

export type TrainResult = ClassifierResult | EmbeddingResult | TopicEmbeddingResult | Word2vecResult;

/** A result as a recipe gives it: the time is measured by what started it. */
export type Untimed<R extends TrainResult> = Omit<R, 'seconds' | 'phases'>;

/** A score over several seeds. */
export interface Spread {
  mean: number;
  /** Sample standard deviation (n - 1); null: there was only one seed. */
  deviation: number | null;
}

export interface SpreadScores {
  accuracy: Spread;
  macroF1: Spread;
}

/** The scores on the test part after training on this many texts. */
export interface CurvePoint {
  size: number;
  /** One per seed. */
  runs: number[];
  test: SpreadScores;
  /** Trained on the same texts. */
  baselines: Record<string, SpreadScores>;
}

/** Scores by training size, smallest first. */
export interface LearningCurve {
  /** Its first run. */
  curve: number;
  recipe: TrainConfig['recipe'];
  /** Texts in the test part; if the parts of the seeds differ, in that of the first. */
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
  /** Fingerprint of the training data. */
  dataHash: string | null;
  device: string | null;
  version: string;
  result: TrainResult | null;
  problem: string | null;
  /** What helps against the problem; that it can be resumed stands here too. */
  remedies: readonly Remedy[];
  /** The first run of the learning curve that it belongs to. */
  curve: number | null;
  /** Whether it was stopped and can be resumed. */
  resumable: boolean;
}
