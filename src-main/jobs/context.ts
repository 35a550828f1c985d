import type { ReadableStore } from '../store/store.ts';
import type { JobUpdate } from './updates.ts';

/** What a job is given. One that stores something asks for a WritableStore, with `writable`. */
export interface JobContext<S extends ReadableStore = ReadableStore> {
  store: S;
  emit: (event: JobUpdate) => void;
  signal: AbortSignal;
  /** Resolves when a job that may have been paused may go on; absent: nobody can pause it. */
  mayGoOn?: () => Promise<void>;
}
