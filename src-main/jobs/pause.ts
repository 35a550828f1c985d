/** Where a job that can be paused waits, between two pieces of its work, until it may go on. */
export class PauseGate {
  readonly #signal: AbortSignal;
  readonly #onWait: (paused: boolean) => void;
  #closed: PromiseWithResolvers<void> | null = null;

  /**
   * @param signal a job that is stopped does not wait any longer
   * @param onWait called with true when the job begins to wait, and with false when it goes on
   */
  constructor(signal: AbortSignal, onWait: (paused: boolean) => void) {
    this.#signal = signal;
    this.#onWait = onWait;
    signal.addEventListener('abort', () => this.set(false));
  }

  /** Asks the job to wait as soon as it can, or to go on. */
  set(paused: boolean): void {
    if (paused) {
      if (!this.#signal.aborted) this.#closed ??= Promise.withResolvers();
      return;
    }
    this.#closed?.resolve();
    this.#closed = null;
  }

  /** Resolves at once unless the job is to wait; otherwise when it may go on, or is stopped. */
  async passed(): Promise<void> {
    if (this.#closed === null) return;
    this.#onWait(true);
    // It may be paused again before it has noticed that it may go on.
    while (this.#closed !== null) await this.#closed.promise;
    this.#onWait(false);
  }
}
