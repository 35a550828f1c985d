import { readFile } from 'node:fs/promises';
import type { CustomScheme, Protocol } from 'electron';
import { findAsset } from '../assets.ts';
import { securityHeaders } from '../headers.ts';
import { isOwn, scheme } from './origin.ts';

/** Must be registered before the application is ready. No `bypassCSP`, no service workers. */
export const appScheme: CustomScheme = {
  scheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true },
};

/** Serves the built window in `dir`, and nothing else, as `app://contexture/`. */
export function serveWindow(protocol: Pick<Protocol, 'handle'>, dir: string): void {
  protocol.handle(scheme, (request) => answer(request, dir));
}

async function answer(request: Request, dir: string): Promise<Response> {
  const headers = securityHeaders();
  if (!isOwn(request.url) || request.method !== 'GET') return new Response(null, { status: 403, headers });
  const asset = await findAsset(dir, new URL(request.url).pathname);
  if (asset === null) return new Response(null, { status: 404, headers });
  const body = new Uint8Array(await readFile(asset.path));
  return new Response(body, { headers: { ...headers, 'content-type': asset.type } });
}
