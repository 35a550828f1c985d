import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { handlerOptions } from '../../api/handler.ts';
import { router } from '../../api/router.ts';
import type { ApiContext } from '../../api/router.ts';
import { anotherWorkspace } from '../../api/close-codes.ts';
import type { Access } from './access.ts';
import { isFrame } from './frame.ts';
import { hostAllowed, originAllowed } from './guard.ts';

/** Requests are small: files come by upload. */
const maxPayload = 1024 * 1024;

/** Milliseconds between two signs of life; a tunnel that broke in silence is noticed by the second one. */
const heartbeat = 30_000;

/** The code of WebSockets for data that the receiver cannot take. */
const notUnderstood = 1003;

export interface Sockets {
  /** Ends all connections, so that their pages load again: another workspace is open. */
  startAnew(): void;
  /** Ends all connections and takes no more. */
  close(): void;
}

/** Carries the API over WebSockets at `/api`. */
export function attachSocket(server: Server, access: Access, context: ApiContext): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload });
  const handler = new RPCHandler(router, handlerOptions);
  const alive = new WeakSet<object>();

  sockets.on('connection', (socket) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    const emit = socket.emit.bind(socket);
    // The library would print a stack trace for each frame that it cannot read.
    socket.emit = (event: string | symbol, ...given: unknown[]): boolean => {
      if (event !== 'message' || isFrame(given[0])) return emit(event, ...given);
      console.error('A connection sent what is no request, and was closed.');
      socket.close(notUnderstood);
      return true;
    };
    void handler.upgrade(socket, { context });
  });

  server.on('upgrade', (request, stream, head) => {
    const status = refusal(request, access);
    if (status !== null) refuse(stream, status);
    else
      sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
  });

  const timer = setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeat);

  return {
    startAnew: () => {
      for (const socket of sockets.clients) socket.close(anotherWorkspace);
    },
    close: () => {
      clearInterval(timer);
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
    },
  };
}

function refusal(request: IncomingMessage, access: Access): string | null {
  if (!hostAllowed(request) || !originAllowed(request)) return '403 Forbidden';
  const url = URL.parse(request.url ?? '/', 'http://localhost');
  if (url?.pathname !== '/api') return '404 Not Found';
  return access.allows(request) ? null : '401 Unauthorized';
}

function refuse(stream: Duplex, status: string): void {
  stream.on('error', () => stream.destroy());
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
