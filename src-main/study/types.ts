import type { ContextSpec } from '../context/spec.ts';
import type { ContextItem } from '../context/types.ts';
import type { WindowFacts } from './window-facts.ts';
import type { Reason } from '../ngrams/part.ts';
import type { DocumentRow } from '../store/types.ts';

/** One context text of an explanation; `weights[h][t]` is the attention of head h to token t, or to the whole text, which is then its only token. All weights of a head sum to 1 over all items. */
export interface ExplainedItem extends ContextItem {
  tokens: string[];
  weights: number[][];
}

/** What the n-grams and the model of an ensemble each contribute for a text. */
export interface EnsembleReading {
  /** The weight of the model's scores. 0: the n-grams decide, whatever the model attends to. */
  modelShare: number;
  /** The model's probabilities without the n-grams, with and without its window. */
  modelProbabilities: number[];
  modelProbabilitiesWithoutContext: number[];
  /** The n-grams that contribute most to the score of the predicted class, for or against it. */
  reasons: Reason[];
}

/** What a model makes of a text. */
export interface TextReading {
  tokens: string[];
  /** `weights[h][t]`: the attention of head h to token t of the text itself; empty if the model attends to its window, or has no attention. */
  weights: number[][];
  classes: string[];
  probabilities: number[];
  /** The same text with an empty window. */
  probabilitiesWithoutContext: number[];
  /** The run was to read windows, but reads the text alone: no epoch with context was better in validation. */
  contextLeftOut: boolean;
  /** What the run takes out of the texts, as a sentence; null: nothing. */
  masking: string | null;
  heads: number;
  items: ExplainedItem[];
  /** How many texts there were, and their ages. */
  window: WindowFacts;
  /** The n-grams with which the model was stacked; null: only the model decides. */
  ensemble: EnsembleReading | null;
}

export interface Explanation extends TextReading {
  run: number;
  document: DocumentRow;
  spec: ContextSpec;
  truth: string | null;
}

/** How well a run agrees with labels that do not come from models. */
export interface Agreement {
  /** Labels of the scheme in the workspace. */
  labels: number;
  /** Of these, labels that are none of the run's classes. */
  otherLabels: number;
  /** Of these, labels of texts that the run has seen in training, which are left out; null: not known, none is left out. */
  learned: number | null;
  /** Texts that were compared; the rest, and at most some thousands. */
  compared: number;
  /** Share of the compared texts on which they agree; null: there are none. */
  accuracy: number | null;
  macroF1: number | null;
  /** Cohen's kappa; null where it is not defined. */
  kappa: number | null;
}

/** The outcome of labelling the unlabelled documents. */
export interface Labelling {
  run: number;
  scheme: string;
  minConfidence: number;
  /** Nothing was stored. */
  dryRun: boolean;
  /** Documents that had no label, or only one from a model. */
  documents: number;
  /** How many of them the run labelled; its confidence in the others was too low. */
  labelled: number;
  /** Documents that were read in context. */
  inContext: number;
  /** In the order of the run's classes. */
  classes: { value: string; count: number; meanConfidence: number | null }[];
  agreement: Agreement;
  /** Earlier labels from models that were replaced. */
  replaced: number;
  /** The number by which it is undone; null: nothing was labelled. */
  deletion: number | null;
  seconds: number;
}
