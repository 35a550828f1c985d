import { createPlateau } from './plateau.ts';

export interface ScheduleOptions {
  schedule: 'linear' | 'plateau' | 'constant';
  learningRate: number;
  plateauPatience: number;
}

/** The learning rate through a training. */
export interface Schedule {
  /** @param step from 0 */
  at(step: number): number;
  /** Told the validation loss at the end of every epoch. */
  epochEnded(loss: number): void;
}

/** @param steps of the whole training */
export function createSchedule(options: ScheduleOptions, steps: number): Schedule {
  const { schedule, learningRate } = options;
  if (schedule === 'linear') {
    return { at: (step) => warmUpAndDecay(learningRate, step, steps), epochEnded: () => {} };
  }
  if (schedule === 'constant') return { at: () => learningRate, epochEnded: () => {} };
  const plateau = createPlateau(learningRate, { patience: options.plateauPatience });
  let rate = learningRate;
  return {
    at: () => rate,
    epochEnded: (loss) => {
      rate = plateau.step(loss);
    },
  };
}

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
