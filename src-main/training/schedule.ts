/**
 * Linear warm-up to `peak` over the first tenth of the steps, then linear decay to a tenth of it.
 * @param step from 0
 */
export function warmUpAndDecay(peak: number, step: number, steps: number): number {
  const warm = Math.max(1, Math.ceil(steps / 10));
  if (step < warm) return (peak * (step + 1)) / warm;
  const left = Math.max(0, steps - step) / Math.max(1, steps - warm);
  return peak * (0.1 + 0.9 * left);
}
