import type { FromJob } from './protocol.ts';

/** The line to the broker, seen from the job process. */
export interface Channel {
  send(message: FromJob): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The broker has hung up or is gone. */
  onClose(listener: () => void): void;
}

/** Electron's utility process has `process.parentPort`; it is described here because only shells know Electron. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
}

/** Opens the line to whoever started this process: a Node that forked it, or Electron. */
export function openChannel(): Channel {
  const port: unknown = Reflect.get(process, 'parentPort');
  if (isParentPort(port)) return portChannel(port);
  if (process.send !== undefined) return forkChannel();
  throw new Error('A job process is started by Contexture, not by hand.');
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port;
}

function portChannel(port: ParentPort): Channel {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on('message', ({ data }) => listener(data)),
    // Electron ends its utility processes with SIGTERM, and together with itself.
    onClose: (listener) => void process.once('SIGTERM', listener),
  };
}

function forkChannel(): Channel {
  return {
    send: (message) => {
      // A broker that is gone is noticed by `disconnect`, not here.
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.once('disconnect', listener),
  };
}
