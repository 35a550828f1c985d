import { RPCLink } from '@orpc/client/websocket';
import type { OpenLink } from './reconnecting-link.ts';

/** Opens the API over a WebSocket of the page's own host. Rejects when it cannot be opened. */
export function openSocket(token: string | null): Promise<OpenLink> {
  const url = new URL('/api', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  if (token !== null) url.searchParams.set('token', token);
  const socket = new WebSocket(url);
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener('close', () => resolve(), { once: true });
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve({ link: new RPCLink({ websocket: socket }), closed }), {
      once: true,
    });
    void closed.then(() => reject(new Error('The connection was refused.')));
  });
}
