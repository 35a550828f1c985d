import { UserError } from '../errors.ts';
import { refuseDamage } from './refuse-damage.ts';
import type { ReadableStore } from './store.ts';

/** Until the first check: who opens a workspace waits for other things first. In milliseconds, as all times here. */
const FIRST_MS = 5000;
/** Between two checks of an application that runs for days. */
const PAUSE_MS = 6 * 3600 * 1000;

/** Checks the database of a workspace in the background, as long as it is open. */
export class DamageWatch {
  readonly #store: ReadableStore;
  readonly #ending = new AbortController();
  readonly #onProblem: (problem: string) => void;
  #problem: string | null = null;
  #timer: NodeJS.Timeout;

  /** @param onProblem called when damage is found that was not known before */
  constructor(store: ReadableStore, onProblem: (problem: string) => void, first = FIRST_MS) {
    this.#store = store;
    this.#onProblem = onProblem;
    this.#timer = this.#in(first);
  }

  /** What is damaged, as a sentence or more; null: nothing that is known of. */
  get problem(): string | null {
    return this.#problem;
  }

  end(): void {
    this.#ending.abort();
    clearTimeout(this.#timer);
  }

  #in(ms: number): NodeJS.Timeout {
    return setTimeout(() => void this.#check(), ms).unref();
  }

  async #check(): Promise<void> {
    const found = await problemOf(this.#store, this.#ending.signal);
    if (this.#ending.signal.aborted) return;
    if (found !== null && found !== this.#problem) this.#onProblem(found);
    this.#problem = found;
    this.#timer = this.#in(PAUSE_MS);
  }
}

/** Nothing depends on this check: where it cannot be made, the one before a training says why. */
async function problemOf(store: ReadableStore, signal: AbortSignal): Promise<string | null> {
  try {
    await refuseDamage(store, signal);
    return null;
  } catch (error) {
    return error instanceof UserError ? error.message : null;
  }
}
