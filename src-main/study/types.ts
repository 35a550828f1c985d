import type { ContextSpec } from '../context/spec.ts';
import type { ContextItem } from '../context/types.ts';
import type { WindowFacts } from './window-facts.ts';
import type { Reason } from '../ngrams/part.ts';
import type { DocumentRow } from '../store/types.ts';

/** One context text of an explanation; `weights[h][t]` is what head h gave token t, or the whole text, which is then its only token. All weights of a head sum to 1 over all items. */
export interface ExplainedItem extends ContextItem {
  tokens: string[];
  weights: number[][];
}

/** What the n-grams and the model each say about a text. */
export interface ReadBeside {
  /** The factor of the model's scores. 0: the n-grams decide, whatever the model attends to. */
  modelShare: number;
  /** What the model says without the n-grams, in its window and without it. */
  modelProbabilities: number[];
  modelProbabilitiesWithoutContext: number[];
  /** The n-grams that speak most for the predicted class, or against it, by what they add to its score. */
  reasons: Reason[];
}

/** What a model makes of a text. */
export interface TextReading {
  tokens: string[];
  /** `weights[h][t]`: what head h gave token t of the text itself; empty where the model attends to its window, or to nothing. */
  weights: number[][];
  classes: string[];
  probabilities: number[];
  /** The same text with an empty window. */
  probabilitiesWithoutContext: number[];
  heads: number;
  items: ExplainedItem[];
  /** How many texts that was, and their ages. */
  window: WindowFacts;
  /** Where n-grams are read beside the model; null: the model decides alone. */
  beside: ReadBeside | null;
}

export interface Explanation extends TextReading {
  run: number;
  document: DocumentRow;
  spec: ContextSpec;
  truth: string | null;
}

/** The outcome of labelling the documents that had no label. */
export interface Labelling {
  run: number;
  scheme: string;
  minConfidence: number;
  /** Nothing was stored. */
  dryRun: boolean;
  /** Documents that had no label, or only one from a model. */
  documents: number;
  /** How many of them the run labelled; it was not sure enough about the others. */
  labelled: number;
  /** Documents that were read after what came before them. */
  inContext: number;
  /** In the order of the run's classes. */
  classes: { value: string; count: number; meanConfidence: number | null }[];
  /** Earlier labels from models that were replaced. */
  replaced: number;
  seconds: number;
}
