import type { ExplainedItem, Explanation } from '../../src-main/api/types.ts';
import { headMean } from '../../src-main/api/head-means.ts';

/** A head by its number, or the mean of all heads. */
export type Head = number | 'mean';

/** What a head (or all heads on average) gave token `token` of a context text. */
export function tokenWeight(item: ExplainedItem, head: Head, token: number): number {
  if (head !== 'mean') return item.weights[head]?.[token] ?? 0;
  return headMean(item.weights, token);
}

/** The share of a head's attention that a context text drew: the sum over its tokens. */
export function textShare(item: ExplainedItem, head: Head): number {
  return item.tokens.reduce((sum, _, token) => sum + tokenWeight(item, head, token), 0);
}

/**
 * The explanation as one of attention over texts: where a model attends to the text itself, the text stands in the place
 * of its window. Null if it attends to nothing.
 */
export function attended(explanation: Explanation): Explanation | null {
  const { document, tokens, weights } = explanation;
  if (explanation.heads === 0) return null;
  return weights.length === 0
    ? explanation
    : { ...explanation, items: [{ document, ageMs: 0, tokens, weights }] };
}

/** Rows of the heatmap: every head, then their mean where there are several. */
export function headRows(explanation: Explanation): Head[] {
  const heads = Array.from({ length: explanation.heads }, (_, head): Head => head);
  return heads.length > 1 ? [...heads, 'mean'] : heads;
}

export function headName(head: Head): string {
  return head === 'mean' ? 'mean' : `head ${head + 1}`;
}
