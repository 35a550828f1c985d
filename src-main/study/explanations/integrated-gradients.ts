/** Attribution along the straight path from a baseline to an input (Sundararajan, Taly and Yan, 2017). */

/** The path's gradients at one scale: the value of f, and for each part of the input its gradient times the input. */
export type PathPoint = (scale: number) => Promise<{ value: number; products: number[][] }>;

export interface Integrated {
  /** f at the input. */
  value: number;
  /** f at the baseline, where everything is zero. */
  baseline: number;
  gradientTimesInput: number[][];
  integrated: number[][];
  /** The sum of the integrated gradients less f(input) - f(baseline): 0 for an exact integral. */
  gap: number;
  /** Points of the path at which gradients were taken. */
  steps: number;
}

/** The integral is refined until it is complete to within this share of what it adds up to, or of 1 if that is less. */
export const completeWithin = 0.01;
const fewestSteps = 16;

/**
 * Integrated gradients by the midpoint rule, with twice as many points until they sum up to what they should.
 *
 * @param signal ends it between two points
 */
export async function integratedGradients(
  at: PathPoint,
  { mostSteps = 256, signal }: { mostSteps?: number; signal?: AbortSignal | undefined } = {},
): Promise<Integrated> {
  const { value, products: gradientTimesInput } = await at(1);
  const { value: baseline } = await at(0);
  for (let steps = fewestSteps; ; steps *= 2) {
    const integrated = gradientTimesInput.map((part) => part.map(() => 0));
    for (let step = 0; step < steps; step++) {
      signal?.throwIfAborted();
      const { products } = await at((step + 0.5) / steps);
      products.forEach((part, i) => part.forEach((product, j) => (integrated[i]![j]! += product / steps)));
    }
    const sum = integrated.flat().reduce((a, b) => a + b, 0);
    const gap = sum - (value - baseline);
    if (Math.abs(gap) <= completeWithin * Math.max(1, Math.abs(value - baseline)) || steps >= mostSteps) {
      return { value, baseline, gradientTimesInput, integrated, gap, steps };
    }
  }
}
