import { RPCLink } from '@orpc/client/message-port';
import type { OpenLink } from './reconnecting-link.ts';

/** The message with which the preload script hands over the port of the API, and with which the page asks for it. */
export const PORT_MESSAGE = 'contexture:port';
export const PORT_REQUEST = 'contexture:connect';

/** Asks the desktop shell for a port of the API and waits for it. */
export function openPort(): Promise<OpenLink> {
  return new Promise((resolve) => {
    const receive = (event: MessageEvent<unknown>): void => {
      const [port] = event.ports;
      if (event.source !== window || event.data !== PORT_MESSAGE || port === undefined) return;
      window.removeEventListener('message', receive);
      const closed = new Promise<void>((ended) => {
        port.addEventListener('close', () => ended(), { once: true });
      });
      const link = new RPCLink({ port });
      port.start();
      resolve({ link, closed });
    };
    window.addEventListener('message', receive);
    window.postMessage(PORT_REQUEST, location.origin);
  });
}
