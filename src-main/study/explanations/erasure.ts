/**
 * How faithful an order of context texts is to the model: what its prediction loses when the first of them are taken
 * away, and what it lacks when only they are kept (DeYoung et al., 2020, ERASER).
 */

/** Texts of a window as bits: bit i is the i-th text, oldest first. Windows have at most 30 texts. */
export type Subset = number;

export const mostTexts = 30;

export function allOf(texts: number): Subset {
  return 2 ** texts - 1;
}

/** The subsets that are looked at for an order, the most important text first. */
export function subsetsOf(order: readonly number[]): { without: Subset[]; only: Subset[] } {
  const only = [0];
  for (const text of order) only.push(only.at(-1)! | (1 << text));
  const all = allOf(order.length);
  return { only, without: only.map((kept) => all & ~kept) };
}

export interface Faithfulness {
  /** The mean loss of probability without the first k texts, k = 0, 1, ... n (AOPC): the higher, the more they matter. */
  comprehensiveness: number;
  /** The mean loss of probability with the first k texts only: the lower, the more they are enough. */
  sufficiency: number;
}

/** @param probabilityOf the probability of the predicted class with these texts of the window */
export function faithfulness(
  order: readonly number[],
  probabilityOf: (subset: Subset) => number,
): Faithfulness {
  const whole = probabilityOf(allOf(order.length));
  const meanLoss = (subsets: readonly Subset[]) =>
    subsets.reduce((sum, subset) => sum + whole - probabilityOf(subset), 0) / subsets.length;
  const { without, only } = subsetsOf(order);
  return { comprehensiveness: meanLoss(without), sufficiency: meanLoss(only) };
}

/** Places of numbers from the largest to the smallest; of equal ones the last, the most recent text, comes first. */
export function descending(values: readonly number[]): number[] {
  return [...values.keys()].sort((a, b) => values[b]! - values[a]! || b - a);
}
