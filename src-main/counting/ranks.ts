export interface RetrievalScores {
  n: number;
  /** Shares of the texts whose company is ranked first, or among the first ten. */
  r1: number;
  r10: number;
  /** Mean of 1 / rank. */
  mrr: number;
}

/** The rank of a company among all by their scores, from 1. One that scores as high as it counts as ranked before it. */
export function rankOf(scores: ArrayLike<number>, company: number): number {
  const own = scores[company]!;
  let rank = 1;
  for (let other = 0; other < scores.length; other++) {
    if (other !== company && scores[other]! >= own) rank++;
  }
  return rank;
}

export function retrievalScores(ranks: readonly number[]): RetrievalScores {
  const n = ranks.length;
  const share = (most: number) => ranks.filter((rank) => rank <= most).length / n;
  return { n, r1: share(1), r10: share(10), mrr: ranks.reduce((sum, rank) => sum + 1 / rank, 0) / n };
}
