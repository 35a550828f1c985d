import { setImmediate } from 'node:timers/promises';

/** Long work that can be interrupted wherever it yields. */
export type Steps<T> = Generator<void, T, void>;

/** So long, in milliseconds, nothing else of the process has a turn. */
const turnMs = 50;

/**
 * Does long work in turns, between which the process takes messages, such as that the job is cancelled.
 *
 * @throws the signal's reason when it is aborted
 */
export async function inSteps<T>(steps: Steps<T>, signal: AbortSignal | null): Promise<T> {
  let begun = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - begun < turnMs) continue;
    await setImmediate();
    signal?.throwIfAborted();
    begun = performance.now();
  }
}
