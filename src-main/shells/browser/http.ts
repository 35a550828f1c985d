import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { logError } from '../../jobs/log.ts';
import { problemOf } from '../../jobs/problem.ts';
import { findAsset } from '../assets.ts';
import { securityHeaders } from '../headers.ts';
import { bearerToken, hostAllowed, originAllowed, tokenMatches } from './guard.ts';
import { receiveFile } from './upload.ts';

export interface HttpOptions {
  workspace: string;
  /** Folder of the built window. */
  window: string;
  token: string;
}

/**
 * Answers everything that is not the API's WebSocket: the window's files (no secret, hence no token),
 * `POST /upload?name=` (token; answers `{path}`), and `GET /session`, which says whether a token is right (204 or 401).
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
      if (!authorised(request, options.token))
        return sendText(response, 401, 'The token is missing or wrong.');
      const path = await receiveFile(options.workspace, url.searchParams.get('name') ?? 'upload', request);
      return sendJson(response, { path });
    }
    case 'GET /session': {
      const status = authorised(request, options.token) ? 204 : 401;
      response.writeHead(status, { 'cache-control': 'no-store' }).end();
      return undefined;
    }
    default:
      return sendAsset(request, response, options.window);
  }
}

function authorised(request: IncomingMessage, token: string): boolean {
  return originAllowed(request) && tokenMatches(bearerToken(request), token);
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
