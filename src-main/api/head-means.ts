/** Attention weights (H, L) of H heads to L tokens, averaged over the heads. */
type Weights = readonly (readonly number[])[];

/** The mean of all heads' attention to one token; 0 if there are no heads. */
export function headMean(weights: Weights, token: number): number {
  if (weights.length === 0) return 0;
  return weights.reduce((sum, head) => sum + (head[token] ?? 0), 0) / weights.length;
}

/** (H, L) to (L): the mean of all heads' attention to every token; empty if there are no heads. */
export function headMeans(weights: Weights): number[] {
  return (weights[0] ?? []).map((_, token) => headMean(weights, token));
}
