import type { JobKind, JobOutput } from './all.ts';
import type { JobEvent } from './protocol.ts';

/** Whether the event is the end of a job of this kind that succeeded. */
export function isDoneOf<K extends JobKind>(
  event: JobEvent,
  kind: K,
): event is JobEvent & { type: 'done'; kind: K; result: JobOutput<K> } {
  return event.type === 'done' && event.kind === kind;
}
