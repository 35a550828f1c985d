import { runFingerprint } from '../runs/run-fingerprint.ts';
import type { ReadableStore } from '../store/store.ts';

/** Opened models that a process keeps unless it is told otherwise. */
const defaultMost = 4;

/**
 * Opened models of runs, kept for reuse, the least recently used one given up where there are too many. A model whose
 * files have changed since it was opened is opened again, and one whose files are gone is given up. Whatever is given up
 * is closed, so no caller may use a model after the next one was asked for, unless all take turns.
 */
export class ReaderCache<R> {
  readonly #open: (store: ReadableStore, run: number) => Promise<R>;
  readonly #close: (reader: R) => Promise<void>;
  readonly #most: number;
  readonly #kept = new Map<string, { fingerprint: string; reader: R }>();

  constructor(
    open: (store: ReadableStore, run: number) => Promise<R>,
    close: (reader: R) => Promise<void>,
    most: number = defaultMost,
  ) {
    this.#open = open;
    this.#close = close;
    this.#most = most;
  }

  /** @throws what opening the run's model throws. */
  async get(store: ReadableStore, run: number): Promise<R> {
    const key = `${store.dir}#${run}`;
    // Before the files are read: what changes meanwhile is noticed the next time.
    const fingerprint = runFingerprint(store, run);
    const known = this.#kept.get(key);
    this.#kept.delete(key);
    if (known?.fingerprint === fingerprint) {
      this.#kept.set(key, known);
      return known.reader;
    }
    if (known !== undefined) await this.#close(known.reader);
    const reader = await this.#open(store, run);
    this.#kept.set(key, { fingerprint, reader });
    for (const [oldest, { reader: old }] of this.#kept) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
      await this.#close(old);
    }
    return reader;
  }
}
