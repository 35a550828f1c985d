/**
 * P-values corrected for all comparisons that were made: with k of them, the i-th smallest counts k - i + 1 times, and
 * none is smaller than one before it. Whoever calls those below a level significant is wrong anywhere at most as often as
 * the level says, whatever the comparisons have to do with one another.
 *
 * @returns in the given order
 * @see Holm (1979), A simple sequentially rejective multiple test procedure
 */
export function holm(pValues: readonly number[]): number[] {
  const corrected = Array.from<number>({ length: pValues.length });
  let largest = 0;
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  for (const [rank, index] of order.entries()) {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[index]!));
    corrected[index] = largest;
  }
  return corrected;
}
