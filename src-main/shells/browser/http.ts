import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished, pipeline } from 'node:stream/promises';
import { UserError } from '../../errors.ts';
import { logError } from '../../jobs/log.ts';
import { problemOf } from '../../jobs/problem.ts';
import { findAsset } from '../assets.ts';
import { securityHeaders } from '../headers.ts';
import type { Access } from './access.ts';
import { hostAllowed } from './guard.ts';
import { checkRoom, receiveFile } from './upload.ts';

export interface HttpOptions {
  /** Folder of the workspace that is open. */
  workspace: () => string;
  /** Folder of the built window. */
  window: string;
  access: Access;
}

/**
 * Answers everything that is not the API's WebSocket: the window's files (no secret, hence no token),
 * `POST /upload?name=` (answers `{path}`), `GET /upload?name=&bytes=`, which says whether there is room for it,
 * `POST /session`, which trades the token for a cookie, and `GET /session`, which
 * says whether a browser is known (204 or 401), and `GET /address`, the address for a further browser.
 */
export function httpHandler(
  options: HttpOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  return (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      // A listener who went away in the middle is no failure.
      if (request.destroyed || response.destroyed) return;
      logError(`${request.method} ${request.url} failed`, error);
      if (response.headersSent) response.destroy();
      else sendText(response, 500, problemOf(error).message);
    });
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const host = request.headers.host ?? '';
  if (!hostAllowed(request)) return sendText(response, 403, 'This address is not allowed here.');
  for (const [name, value] of Object.entries(securityHeaders([`ws://${host}`]))) {
    response.setHeader(name, value);
  }
  const url = URL.parse(request.url ?? '/', `http://${host}`);
  if (url === null) return sendText(response, 400, 'The request cannot be read.');
  switch (`${request.method} ${url.pathname}`) {
    case 'POST /upload': {
      if (!options.access.allows(request)) return sendText(response, 401, 'You have no access.');
      const name = url.searchParams.get('name') ?? 'upload';
      const bytes = request.headers['content-length'];
      try {
        const given = { body: request, bytes: bytes === undefined ? null : Number(bytes) };
        return sendJson(response, { path: await receiveFile(options.workspace(), name, given) });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        // Browsers hear an answer only once they have sent everything.
        await finished(request.resume()).catch(() => {});
        return sendText(response, 507, error.message);
      }
    }
    case 'GET /upload': {
      if (!options.access.allows(request)) return sendText(response, 401, 'You have no access.');
      const bytes = Number(url.searchParams.get('bytes') ?? 0);
      try {
        checkRoom(options.workspace(), url.searchParams.get('name') ?? 'upload', bytes);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return sendText(response, 507, error.message);
      }
      response.writeHead(204, { 'cache-control': 'no-store' }).end();
      return undefined;
    }
    case 'GET /session': {
      const status = options.access.allows(request) ? 204 : 401;
      response.writeHead(status, { 'cache-control': 'no-store' }).end();
      return undefined;
    }
    case 'GET /address': {
      if (!options.access.allows(request)) return sendText(response, 401, 'You have no access.');
      return sendText(response, 200, `http://${host}/#token=${options.access.renew()}`);
    }
    case 'POST /session': {
      const cookie = options.access.trade(request);
      if (cookie !== null) response.setHeader('set-cookie', cookie);
      response.writeHead(cookie === null ? 401 : 204, { 'cache-control': 'no-store' }).end();
      return undefined;
    }
    default:
      return sendAsset(request, response, options.window);
  }
}

async function sendAsset(request: IncomingMessage, response: ServerResponse, window: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return sendText(response, 405, 'Only GET and HEAD are allowed here.');
  }
  // The raw path, not the parsed one: URL parsing resolves `..` before anybody can refuse it.
  const [pathname = '/'] = (request.url ?? '/').split('?');
  const asset = await findAsset(window, pathname);
  if (asset === null) return sendText(response, 404, 'There is nothing here.');
  response.writeHead(200, {
    'content-type': asset.type,
    'cache-control': asset.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(asset.path), response);
  return undefined;
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`${text}\n`);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(value));
}
