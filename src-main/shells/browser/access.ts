/** Who may use the application over the network of this machine. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { bearerToken, originAllowed } from './guard.ts';

/** How long a browser is known, in seconds: as long as the server runs, and at most a month. */
const MONTH = 30 * 24 * 3600;

/**
 * The token of the address and the cookies of the browsers that had it. A browser trades the token for a cookie, which no
 * page can read and no other site sends; after that the token is worth nothing, wherever the address was written down.
 * A program without a browser sends the token with each request, and does not trade it.
 */
export class Access {
  #token = secret();
  readonly #session = secret();
  /** Cookies know no ports, so that two servers of one machine must not use one name. */
  readonly #cookie = `contexture-${randomBytes(4).toString('hex')}`;

  /** The token that comes with the address. */
  get token(): string {
    return this.#token;
  }

  /** A token for a further browser. The one before it, if nobody traded it, is worth nothing from now on. */
  renew(): string {
    this.#token = secret();
    return this.#token;
  }

  /** Whether a request comes from a page of ours or a program, and has the cookie or the token. */
  allows(request: IncomingMessage): boolean {
    return originAllowed(request) && (this.#hasCookie(request) || this.#hasToken(request));
  }

  /** The `set-cookie` header for a browser that has the token, or that is known already; null: it has neither. */
  trade(request: IncomingMessage): string | null {
    if (!originAllowed(request)) return null;
    if (this.#hasToken(request)) this.renew();
    else if (!this.#hasCookie(request)) return null;
    return `${this.#cookie}=${this.#session}; Path=/; Max-Age=${MONTH}; HttpOnly; SameSite=Strict`;
  }

  #hasToken(request: IncomingMessage): boolean {
    return isSame(bearerToken(request), this.#token);
  }

  #hasCookie(request: IncomingMessage): boolean {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
    return isSame(pairs.find(([name]) => name === this.#cookie)?.[1] ?? null, this.#session);
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}

/** Compares in a time that does not depend on where the two differ. */
function isSame(given: string | null, expected: string): boolean {
  return given !== null && timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
