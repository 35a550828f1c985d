/**
 * An exponential moving average as TensorBoard draws it: each value counts `weight` times as much as the one after it,
 * without the pull of the start towards 0.
 *
 * @param weight from 0 (as measured) to below 1
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let sum = 0;
  let share = 0;
  return values.map((value) => {
    sum = weight * sum + (1 - weight) * value;
    share = weight * share + (1 - weight);
    return sum / share;
  });
}
