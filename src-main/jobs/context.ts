import type { ReadableStore, WritableStore } from '../store/store.ts';
import type { JobEvent } from './protocol.ts';

/** What a job is given; one that stores nothing takes a ReadableStore. */
export interface JobContext<S extends ReadableStore = WritableStore> {
  store: S;
  emit: (event: JobEvent) => void;
  signal: AbortSignal;
}
