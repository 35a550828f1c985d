import { DeviceFailure } from '../engine/devices/failure.ts';
import { UserError } from '../errors.ts';
import type { Remedy } from '../remedies.ts';
import type { ReadableStore } from '../store/store.ts';
import { stoppedAfter } from '../runs/run-files.ts';

export interface StoppedRun {
  /** The error for whoever started the run: what was saved, and how to resume. */
  error: unknown;
  /** The problem stored with the run, and what helps against it. */
  problem: string;
  remedies: readonly Remedy[];
}

/**
 * The error of a run that was cancelled or whose device failed: after which epoch it was saved, with the remedy that
 * resumes it, or why it cannot be resumed. Other errors are left unchanged, since they would occur again.
 */
export async function stoppedRun(
  store: ReadableStore,
  run: number,
  reason: unknown,
  { cancelled }: { cancelled: boolean },
): Promise<StoppedRun> {
  const message = reason instanceof Error ? reason.message : String(reason);
  if (!cancelled && !(reason instanceof DeviceFailure)) {
    return { error: reason, problem: message, remedies: reason instanceof UserError ? reason.remedies : [] };
  }
  const stopped = await stoppedAfter(store, run);
  const kept =
    stopped === null
      ? `Run ${run} cannot be resumed, since it stopped before the end of its first epoch: train it again.`
      : `Run ${run} was saved after epoch ${stopped.epoch}${stopped.stage === 0 ? '' : ' of its context branch'}.`;
  const remedies: Remedy[] = stopped === null ? [] : [{ action: 'resume', run }];
  const problem = `${/[.!?]$/.test(message) ? message : `${message}.`} ${kept}`;
  return {
    error:
      reason instanceof DeviceFailure
        ? new DeviceFailure(problem, reason.cause, remedies)
        : new UserError('failure', problem, { cause: reason, remedies }),
    problem,
    remedies,
  };
}
