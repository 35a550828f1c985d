import type { ClientContext, ClientLink, ClientOptions } from '@orpc/client';

/** An open way to the API. `closed` resolves when it is gone. */
export interface OpenLink {
  link: ClientLink<ClientContext>;
  closed: Promise<void>;
}

/** `refused`: who answers does not know this window, until its user opens another address. */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

/** The other side answers, and will not let this window in. */
export class Refused extends Error {}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;

/** A link that opens itself again when it is lost. Calls made meanwhile wait; calls under way fail with the link. */
export class ReconnectingLink implements ClientLink<ClientContext> {
  readonly #open: () => Promise<OpenLink>;
  readonly #onState: (state: ConnectionState) => void;
  #current: Promise<OpenLink> | null = null;
  #wake: (() => void) | null = null;

  constructor(open: () => Promise<OpenLink>, onState: (state: ConnectionState) => void) {
    this.#open = open;
    this.#onState = onState;
  }

  async call(
    path: readonly string[],
    input: unknown,
    options: ClientOptions<ClientContext>,
  ): Promise<unknown> {
    const { link } = await this.ready();
    return link.call(path, input, options);
  }

  /** The link once it is open. */
  ready(): Promise<OpenLink> {
    this.#current ??= this.#connect();
    return this.#current;
  }

  /** Ends the pause before the next attempt. */
  retryNow(): void {
    this.#wake?.();
  }

  async #connect(): Promise<OpenLink> {
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        const opened = await this.#open();
        this.#onState('open');
        void this.#reopenAfter(opened.closed);
        return opened;
      } catch (error) {
        this.#onState(error instanceof Refused ? 'refused' : 'lost');
        await this.#pause(pause);
      }
    }
  }

  async #reopenAfter(closed: Promise<void>): Promise<void> {
    await closed;
    this.#onState('lost');
    this.#current = this.#connect();
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
