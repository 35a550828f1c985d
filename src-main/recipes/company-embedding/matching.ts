/** How well held-out texts find their company among all. */
export interface MatchingScores {
  n: number;
  /** Share of texts whose company is the most similar one, or among the ten most similar. */
  top1: number;
  top10: number;
  /** Mean of 1 / rank. */
  mrr: number;
  /** Mean of -log p(own company) under a softmax over all companies. */
  loss: number;
}

/**
 * Ranks the companies by cosine for every held-out text. A company that is as similar as the own one counts as nearer,
 * so that equal vectors earn nothing.
 *
 * @param companies vectors of length 1
 * @param held a vector of length 1 with the index of its company
 */
export function matchingScores(
  companies: readonly Float32Array[],
  held: readonly { vector: Float32Array; company: number }[],
  temperature: number,
): MatchingScores {
  let first = 0;
  let ten = 0;
  let reciprocal = 0;
  let loss = 0;
  for (const { vector, company } of held) {
    const similarities = companies.map((other) => dot(other, vector));
    const own = similarities[company]!;
    const nearer = similarities.filter((value, index) => index !== company && value >= own).length;
    if (nearer < 1) first++;
    if (nearer < 10) ten++;
    reciprocal += 1 / (nearer + 1);
    const sum = similarities.reduce((total, value) => total + Math.exp((value - own) / temperature), 0);
    loss += Math.log(sum);
  }
  const n = held.length;
  return { n, top1: first / n, top10: ten / n, mrr: reciprocal / n, loss: loss / n };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
