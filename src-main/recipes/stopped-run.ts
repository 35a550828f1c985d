import { DeviceFailure } from '../engine/devices/failure.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../store/open.ts';
import { stoppedAfter } from '../runs/run-files.ts';

/** The command that goes on with a run. */
export function resumeCommand(run: number): string {
  return `contexture train --resume ${run}`;
}

export interface StoppedRun {
  /** What whoever started the run is told: what is kept of it, and how it goes on. */
  error: unknown;
  /** What is kept with the run as its problem. */
  problem: string;
}

/**
 * What is said of a run that was cancelled or whose device failed: where it stands and the command that goes on with
 * it, or why it cannot go on. Other errors stay as they are: what they name would come again.
 */
export async function stoppedRun(
  store: Store,
  run: number,
  reason: unknown,
  { cancelled }: { cancelled: boolean },
): Promise<StoppedRun> {
  const message = reason instanceof Error ? reason.message : String(reason);
  if (!cancelled && !(reason instanceof DeviceFailure)) return { error: reason, problem: message };
  const epoch = await stoppedAfter(store, run);
  const kept =
    epoch === null
      ? `Run ${run} cannot be resumed, since it stopped before the end of its first epoch: train it again.`
      : `Run ${run} was saved after epoch ${epoch}.`;
  const told = epoch === null ? kept : `${kept} Resume it with: ${resumeCommand(run)}`;
  const sentence = /[.!?]$/.test(message) ? message : `${message}.`;
  return {
    error:
      reason instanceof DeviceFailure
        ? new DeviceFailure(`${sentence} ${told}`, reason.cause)
        : new UserError('failure', `${sentence} ${told}`, { cause: reason }),
    problem: `${sentence} ${kept}`,
  };
}
