/**
 * A small stand-in for the parts of Electron that the desktop shell touches, for machines without its binary.
 * It keeps the handlers that the shell gives it, so that a test can play the window's part.
 */
import { EventEmitter } from 'node:events';
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type * as Electron from 'electron';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

export class IpcStandIn {
  readonly emitter = new EventEmitter();
  readonly handlers = new Map<string, Handler>();
  readonly ipcMain = {
    on: (channel: string, listener: Handler) => this.emitter.on(channel, listener),
    handle: (channel: string, handler: Handler) => this.handlers.set(channel, handler),
  } as unknown as Electron.IpcMain;

  /** A message of a frame; what the main process posts back lands in `posted`. */
  send(channel: string, event: unknown): void {
    this.emitter.emit(channel, event);
  }

  async invoke(channel: string, event: unknown, ...given: unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel);
    if (!handler) throw new Error(`Nobody answers ${channel}.`);
    return handler(event, ...given);
  }
}

/** A page: its web contents, its top frame, and what was posted to it. */
export class PageStandIn {
  readonly posted: { channel: string; ports: readonly unknown[] }[] = [];
  readonly frame: { url: string };
  readonly contents: { mainFrame: { url: string }; postMessage: (...args: never[]) => void };
  readonly window: Electron.BrowserWindow;

  constructor(url: string) {
    this.frame = { url };
    this.contents = {
      mainFrame: this.frame,
      postMessage: (channel: string, _message: unknown, ports: readonly unknown[]) => {
        this.posted.push({ channel, ports });
      },
    };
    this.window = { webContents: this.contents } as unknown as Electron.BrowserWindow;
  }

  /** The event of a message from this page; `frame`: another frame of it. */
  event(frame: { url: string } | null = this.frame): { sender: unknown; senderFrame: unknown } {
    return { sender: this.contents, senderFrame: frame };
  }
}

/** Electron's channel, made of Node's: the main process listens with `on('message', ({ data }) => ...)`. */
export class MessageChannelStandIn {
  readonly port1: EventEmitter & {
    postMessage: (message: unknown) => void;
    start: () => void;
    close: () => void;
  };
  readonly port2: MessagePort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    const emitter = new EventEmitter();
    port1.on('message', (data: unknown) => emitter.emit('message', { data }));
    port1.on('close', () => emitter.emit('close'));
    this.port1 = Object.assign(emitter, {
      postMessage: (message: unknown) => port1.postMessage(message),
      start: () => port1.start(),
      close: () => port1.close(),
    });
    this.port2 = port2;
  }
}

/** What happened to an event that a handler may forbid. */
export function preventable<T extends object>(
  fields: T,
): T & { prevented: boolean; preventDefault: () => void } {
  const event = { ...fields, prevented: false, preventDefault: () => void (event.prevented = true) };
  return event;
}
