import type { Phase } from '../results/result-kind.ts';

/** Names the phases of a run and measures them: together they are the whole time. */
export class Phases {
  readonly #onBegin: (name: string) => void;
  readonly #ended = new Map<string, number>();
  #current: { name: string; since: number } | null = null;

  /** @param onBegin called with each phase when it begins */
  constructor(onBegin: (name: string) => void) {
    this.#onBegin = onBegin;
  }

  /** Ends the phase before. Of one name that begins again the times add up. */
  begin(name: string): void {
    this.end();
    this.#current = { name, since: performance.now() };
    this.#onBegin(name);
  }

  /** Adds time that an earlier process spent. */
  add(name: string, seconds: number): void {
    this.#ended.set(name, (this.#ended.get(name) ?? 0) + seconds);
  }

  /** Ends what goes on; all phases in the order in which they first began. */
  end(): Phase[] {
    if (this.#current) {
      const { name, since } = this.#current;
      this.#current = null;
      this.add(name, (performance.now() - since) / 1000);
    }
    return [...this.#ended].map(([name, seconds]) => ({ name, seconds }));
  }
}
