import { DeviceFailure } from '../engine/devices/failure.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore } from '../store/store.ts';
import { stoppedAfter } from '../runs/run-files.ts';

/** The command that resumes a run. */
export function resumeCommand(run: number): string {
  return `contexture train --resume ${run}`;
}

export interface StoppedRun {
  /** The error for whoever started the run: what was saved, and how to resume. */
  error: unknown;
  /** The problem stored with the run. */
  problem: string;
}

/**
 * The error of a run that was cancelled or whose device failed: after which epoch it was saved and the command that
 * resumes it, or why it cannot be resumed. Other errors are left unchanged, since they would occur again.
 */
export async function stoppedRun(
  store: ReadableStore,
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
