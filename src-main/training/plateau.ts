/** Lowers the learning rate when a value that should fall has stopped falling, as torch's ReduceLROnPlateau(min, rel). */
export interface PlateauOptions {
  /** What the learning rate is multiplied with. */
  factor?: number;
  /** Epochs without improvement that are borne; the next one lowers the rate. */
  patience?: number;
  /** An improvement is a value below best * (1 - threshold). */
  threshold?: number;
  minimum?: number;
}

export function createPlateau(initialRate: number, options: PlateauOptions = {}) {
  const { factor = 0.1, patience = 10, threshold = 1e-4, minimum = 0 } = options;
  // torch leaves the rate as it is when the step would be smaller than this.
  const smallestChange = 1e-8;
  let rate = initialRate;
  let best = Infinity;
  let waited = 0;
  return {
    /** Takes an epoch's value and returns the learning rate of the next epoch. */
    step(value: number): number {
      if (value < best * (1 - threshold) || best === Infinity) {
        best = Math.min(best, value);
        waited = 0;
      } else if (++waited > patience) {
        const lower = Math.max(rate * factor, minimum);
        if (rate - lower > smallestChange) rate = lower;
        waited = 0;
      }
      return rate;
    },
  };
}
