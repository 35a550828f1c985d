import type { Remedy } from '../remedies.ts';
import type { RunNotes } from '../store/run-notes.ts';
import type { RunState } from '../store/types.ts';
import type { TrainConfig, TrainResult } from '../configs/all.ts';
import type { ContextSpec } from '../context/spec.ts';
import type { Answers } from '../configs/recipe-schemas.ts';
import type { Measure } from '../results/result-kind.ts';

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
  /** What it reads of its data, in a few words. */
  inShort: string;
  /** The window that it reads; null: it reads texts without their context, or no texts. */
  window: ContextSpec | null;
  /** What it can be asked once it is done. */
  answers: Answers;
  /** The numbers of the result, those of the model first; empty: there is no result. */
  measures: Measure[];
  problem: string | null;
  /** What helps against the problem; that it can be resumed stands here too. */
  remedies: readonly Remedy[];
  /** The first run of the learning curve that it belongs to, or of the sweep whose trial it is. */
  curve: number | null;
  /** Whether it was stopped and can be resumed. */
  resumable: boolean;
  /** What people wrote about it. */
  notes: RunNotes;
  /** How many models have been scored on its test part in this workspace, itself included; null: it has no test part of labelled texts. */
  looks: number | null;
}
