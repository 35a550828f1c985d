import { EventLog, isLast } from './event-log.ts';
import { jobs } from './all.ts';
import type { JobEvent, JobSpec } from './protocol.ts';
import type { JobInfo } from './types.ts';

/** One long job as the broker knows it: its state, its events so far, and its listeners. */
export class JobRecord {
  readonly info: JobInfo;
  /** It was asked to stop; if its process then just ends, that is no failure. */
  cancelling = false;
  #waits = false;
  /** The stage that it is in: when its first report came, and how far that was. */
  #stage: { name: string; at: number; done: number } | null = null;
  readonly #log = new EventLog();
  readonly #listeners = new Set<(event: JobEvent) => void>();

  constructor(id: number, spec: JobSpec) {
    const now = Date.now();
    this.info = {
      id,
      spec,
      state: 'queued',
      startedAt: now,
      run: null,
      study: null,
      problem: null,
      progress: null,
      pause: null,
      mayPause: jobs[spec.kind].pauses,
      heardAt: now,
      memory: null,
    };
  }

  get ended(): boolean {
    return this.info.state !== 'queued' && this.info.state !== 'running';
  }

  get watched(): boolean {
    return this.#listeners.size > 0;
  }

  /** It begins when another one has ended. */
  waitFor({ id, spec }: JobInfo): void {
    this.#waits = true;
    this.publish({ type: 'message', text: `Waiting for job ${id} (${spec.kind}) to finish.` });
  }

  /** It runs from now on; as long as it waited, nothing was to be heard of it. */
  begin(): void {
    this.info.state = 'running';
    this.info.heardAt = Date.now();
    if (this.#waits) this.publish({ type: 'begun' });
  }

  /** Updates the state and passes the event to the listeners. Events after the last one are ignored. */
  publish(event: JobEvent): void {
    if (this.ended) return;
    this.info.heardAt = Date.now();
    if (event.type === 'progress') this.#advance(event);
    if (event.type === 'paused') this.#wait(event.paused);
    if (event.type === 'last-piece') this.info.mayPause = false;
    if (event.type === 'run') this.info.run = event.run;
    if (event.type === 'study') this.info.study = event.study;
    if (event.type === 'failed') this.info.problem = event.problem;
    if (event.type === 'done' || event.type === 'failed' || event.type === 'cancelled') {
      this.info.state = event.type;
      this.info.pause = null;
    }
    this.#log.push(event);
    for (const listener of this.#listeners) listener(event);
  }

  /** What it did not do while it waited does not slow its rate. */
  #wait(paused: boolean): void {
    if (paused) this.info.pause = 'paused';
    else {
      this.info.pause = null;
      this.#stage = null;
    }
  }

  /** The rate of a stage is that since its first report: what it does before is no part of it. */
  #advance({ stage, done, total, unit }: Extract<JobEvent, { type: 'progress' }>): void {
    const now = Date.now();
    if (this.#stage?.name !== stage || done < this.#stage.done) this.#stage = { name: stage, at: now, done };
    const { at, done: first } = this.#stage;
    const perSecond = now > at && done > first ? (1000 * (done - first)) / (now - at) : null;
    this.info.progress = { stage, done, total, unit, perSecond };
  }

  /** Every event from the start, then those to come, until the last one or until the signal. */
  async *watch(signal?: AbortSignal): AsyncGenerator<JobEvent, void, undefined> {
    const pending = new EventLog(this.#log.events);
    let wake = () => {};
    const listener = (event: JobEvent) => {
      pending.push(event);
      wake();
    };
    const stop = () => wake();
    this.#listeners.add(listener);
    signal?.addEventListener('abort', stop);
    try {
      for (;;) {
        if (signal?.aborted === true) return;
        const event = pending.shift();
        if (event === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        } else {
          yield event;
          if (isLast(event)) return;
        }
      }
    } finally {
      this.#listeners.delete(listener);
      signal?.removeEventListener('abort', stop);
    }
  }
}
