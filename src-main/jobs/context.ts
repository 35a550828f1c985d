import type { Store } from '../store/open.ts';
import type { JobUpdate } from './updates.ts';

/** What a job is given. */
export interface JobContext {
  store: Store;
  emit: (event: JobUpdate) => void;
  signal: AbortSignal;
}
