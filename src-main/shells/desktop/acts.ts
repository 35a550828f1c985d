import type { BrowserWindow } from 'electron';
import { type Act, channels } from './channels.ts';

/** Hands what is asked of the window to its page; what is asked before the page listens waits for it. */
export class Acts {
  readonly #waiting: Act[] = [];
  #listening: Pick<BrowserWindow['webContents'], 'send'> | null = null;

  ask(act: Act): void {
    if (this.#listening === null) this.#waiting.push(act);
    else this.#listening.send(channels.act, act);
  }

  /** The page listens from now on: it has asked for its connection. */
  begin(contents: Pick<BrowserWindow['webContents'], 'send'>): void {
    this.#listening = contents;
    for (const act of this.#waiting.splice(0)) contents.send(channels.act, act);
  }

  /** The page is gone. */
  end(): void {
    this.#listening = null;
  }
}
