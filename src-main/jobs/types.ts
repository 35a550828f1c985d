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
  /** How far it is in its stage; null: it has not said yet. `perSecond` is measured since the stage began; null: not yet. */
  progress: JobProgress | null;
  /**
   * `asked`: it will wait as soon as what it is at is done, or ends first if `mayPause` is false by now; `paused`: it waits
   * until it is to go on. null: neither, and `mayPause` says whether it can.
   */
  pause: 'asked' | 'paused' | null;
  mayPause: boolean;
  /** When it was last heard of; long ago: it may be stuck. */
  heardAt: number;
  /** Resident memory of its process in bytes; null: it does not run, or the system does not tell. */
  memory: number | null;
}

export interface JobProgress {
  stage: string;
  done: number;
  total: number | null;
  unit: string;
  perSecond: number | null;
}
