import type { ContextSpec } from '../context/spec.ts';
import type { ContextItem } from '../context/types.ts';
import type { DocumentRow } from '../store/types.ts';

/** One context text of an explanation; `weights[h][t]` is what head h gave token t. All weights of a head sum to 1 over all items. */
export interface ExplainedItem extends ContextItem {
  tokens: string[];
  weights: number[][];
}

export interface Explanation {
  run: number;
  document: DocumentRow;
  spec: ContextSpec;
  tokens: string[];
  classes: string[];
  probabilities: number[];
  /** The same text with an empty window. */
  probabilitiesWithoutContext: number[];
  truth: string | null;
  heads: number;
  items: ExplainedItem[];
}
