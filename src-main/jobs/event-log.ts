import type { JobEvent } from './protocol.ts';

/** Metrics and messages beyond this number push out the oldest: the store keeps a run's metrics, this is a view. */
const limit = 20_000;

export function isLast(event: JobEvent): boolean {
  return event.type === 'done' || event.type === 'failed' || event.type === 'cancelled';
}

/**
 * Events of a job in the order they came, bounded: of the progress of one stage only the latest is kept.
 * The history of a job is such a log, and so is the backlog of a slow listener.
 */
export class EventLog {
  #events: JobEvent[];
  readonly #limit: number;

  constructor(events: readonly JobEvent[] = [], bound: number = limit) {
    this.#events = [...events];
    this.#limit = bound;
  }

  get events(): readonly JobEvent[] {
    return this.#events;
  }

  push(event: JobEvent): void {
    if (event.type === 'progress') {
      const earlier = this.#events.findLastIndex((e) => e.type === 'progress' && e.stage === event.stage);
      if (earlier !== -1) this.#events.splice(earlier, 1);
    }
    this.#events.push(event);
    if (this.#events.length <= this.#limit) return;
    const oldest = this.#events.findIndex((e) => e.type !== 'run' && !isLast(e));
    if (oldest !== -1) this.#events.splice(oldest, 1);
  }

  /** Takes out the oldest event. */
  shift(): JobEvent | undefined {
    return this.#events.shift();
  }
}
