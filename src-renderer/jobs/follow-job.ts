import type { JobEvent } from '../../src-main/api/types.ts';
import { messageOf } from '../connection/message-of.ts';
import type { JobAction } from './job-state.ts';

/** Events come by the hundred a second; nobody reads faster than this. */
const REPORT_EVERY_MS = 60;
/** The link notices its end a moment after the calls on it fail. */
const LINK_END_MS = 50;

export interface JobSource {
  /** All events of a job from its start until it ends. */
  watch: (job: number, signal: AbortSignal) => Promise<AsyncIterable<JobEvent>>;
  /** The connection once it is open; another object each time that it was opened. */
  ready: () => Promise<unknown>;
}

/**
 * Reports on a job as actions until it has ended, is lost, or the signal is given. Where the connection is lost it
 * waits for the next one and listens again. Never rejects.
 */
export async function followJob(
  job: number,
  source: JobSource,
  dispatch: (
    action: Extract<JobAction<never>, { job: number; type: 'reported' | 'disconnected' | 'lost' }>,
  ) => void,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const opened = await source.ready();
    let why = 'The application stopped reporting on this job.';
    try {
      if (await listen()) return;
    } catch (error) {
      why = messageOf(error);
    }
    if (signal.aborted) return;
    dispatch({ type: 'disconnected', job });
    await new Promise((resolve) => setTimeout(resolve, LINK_END_MS));
    if ((await source.ready()) === opened) {
      if (!signal.aborted) dispatch({ type: 'lost', job, why });
      return;
    }
  }

  /** Whether the job ended; false: only its reports did. */
  async function listen(): Promise<boolean> {
    let events: JobEvent[] = [];
    let timer: ReturnType<typeof setTimeout> | null = null;
    const report = (): void => {
      timer = null;
      if (!signal.aborted && events.length > 0) dispatch({ type: 'reported', job, events });
      events = [];
    };
    try {
      for await (const event of await source.watch(job, signal)) {
        if (signal.aborted) return false;
        events.push(event);
        if (isLast(event)) return true;
        timer ??= setTimeout(report, REPORT_EVERY_MS);
      }
      return false;
    } finally {
      if (timer !== null) clearTimeout(timer);
      report();
    }
  }
}

function isLast({ type }: JobEvent): boolean {
  return type === 'done' || type === 'failed' || type === 'cancelled';
}
