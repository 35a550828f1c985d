import type { Problem } from './problem.ts';
import type { JobSpec } from './protocol.ts';

/** `queued`: another job writes to the workspace; this one starts by itself when that has ended. */
export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface JobInfo {
  id: number;
  spec: JobSpec;
  state: JobState;
  /** When it was asked for; a queued job starts later. */
  startedAt: number;
  run: number | null;
  /** The study that it does, once that is known; null: none. */
  study: string | null;
  problem: Problem | null;
}
