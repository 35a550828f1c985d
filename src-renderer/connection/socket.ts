import { RPCLink } from '@orpc/client/websocket';
import { anotherWorkspace } from '../../src-main/api/close-codes.ts';
import { type OpenLink, Refused } from './reconnecting-link.ts';
import { isUnknown } from './session.ts';

/** Opens the API over a WebSocket of the page's own host. Rejects when it cannot be opened, with `Refused` if it never can. */
export async function openSocket(): Promise<OpenLink> {
  try {
    return await opened();
  } catch (error) {
    // A browser is not told with which status a WebSocket was refused.
    throw (await isUnknown()) ? new Refused() : error;
  }
}

/** Nothing that the page knows is of the workspace that is open now. */
function startAnew(): void {
  // Named, since without a place the page would go back to where it was in the other one.
  history.replaceState(null, '', `${location.pathname}#/library`);
  location.reload();
}

function opened(): Promise<OpenLink> {
  const url = new URL('/api', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url);
  const closed = new Promise<void>((resolve) => {
    socket.addEventListener(
      'close',
      ({ code }) => {
        if (code === anotherWorkspace) startAnew();
        else resolve();
      },
      { once: true },
    );
  });
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve({ link: new RPCLink({ websocket: socket }), closed }), {
      once: true,
    });
    void closed.then(() => reject(new Error('The connection was refused.')));
  });
}
