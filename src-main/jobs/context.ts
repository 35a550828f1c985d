import type { Store } from '../store/open.ts';
import type { JobEvent } from './protocol.ts';

/** What a job is given. */
export interface JobContext {
  store: Store;
  emit: (event: JobEvent) => void;
  signal: AbortSignal;
}
