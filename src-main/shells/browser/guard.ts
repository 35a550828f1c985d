import type { IncomingMessage } from 'node:http';

/** Names under which this machine knows itself. A tunnel may change the port, never the name. */
const ownNames = new Set(['127.0.0.1', 'localhost']);

/**
 * Whether a request comes to us under our own name. A page whose domain was re-pointed at 127.0.0.1
 * (DNS rebinding) still sends its own name.
 */
export function hostAllowed(request: IncomingMessage): boolean {
  // Of several, one program believes the first and another the last.
  if ((request.headersDistinct['host'] ?? []).length > 1) return false;
  const url = URL.parse(`http://${request.headers.host ?? ''}`);
  return url !== null && ownNames.has(url.hostname) && url.pathname === '/' && url.username === '';
}

/** Whether the page that sends the request is ours. A script sends no origin; it is known by the token alone. */
export function originAllowed(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host ?? ''}`;
}

/** The token of an `authorization: Bearer` header. */
export function bearerToken(request: IncomingMessage): string | null {
  return /^Bearer (\S+)$/u.exec(request.headers.authorization ?? '')?.[1] ?? null;
}
