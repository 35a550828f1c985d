import type { MetricPoint } from '../../src-main/api/types.ts';
import { trainingStages } from '../charts/training-stages.ts';

/** By so much the loss has to be below that of all earlier epochs, as a share of it. */
const CLEARLY = 0.01;

/**
 * Whether a training ended before its model had learned what it can: in some stage the loss on the validation part was
 * clearly lowest at the last epoch. As a sentence; null: it was not, or nothing was validated.
 */
export function stillImproving(metrics: readonly MetricPoint[]): string | null {
  const stages = trainingStages(metrics);
  const ends = stages.flatMap((stage) => {
    const losses = stage.metrics.filter(({ name, epoch }) => name === 'valid.loss' && epoch > 0);
    const last = losses.at(-1);
    const earlier = losses.slice(0, -1).map(({ value }) => value);
    if (last === undefined || earlier.length === 0) return [];
    return last.value < (1 - CLEARLY) * Math.min(...earlier) ? [{ epoch: last.epoch, stage }] : [];
  });
  const [first] = ends;
  if (first === undefined) return null;
  const of =
    stages.length === 1 ? '' : first.stage === stages[0] ? ' of the text model' : ' of the context branch';
  return (
    `Training has not converged: the validation loss${of} was still falling when it ended after ${first.epoch} ` +
    `${first.epoch === 1 ? 'epoch' : 'epochs'}. More epochs may give better scores.`
  );
}
