import { realpath, stat } from 'node:fs/promises';
import { extname, join, relative, isAbsolute, sep } from 'node:path';

/** What a built window consists of. Anything else is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

export interface Asset {
  path: string;
  type: string;
  /** The name holds a hash of the content, so that a copy stays right for ever. */
  immutable: boolean;
}

/**
 * The file of the window that a request path names; null for what is not there.
 * Nothing outside of `dir` is ever found, by `..`, by encoding or by a link.
 */
export async function findAsset(dir: string, pathname: string): Promise<Asset | null> {
  const wanted = decodePath(pathname);
  if (wanted === null) return null;
  try {
    const base = await realpath(dir);
    const path = await realpath(join(base, wanted === '/' ? 'index.html' : wanted));
    const inside = relative(base, path);
    const type = types[extname(path)];
    if (type === undefined || inside.startsWith('..') || isAbsolute(inside)) return null;
    if (!(await stat(path)).isFile()) return null;
    return { path, type, immutable: inside.startsWith(`assets${sep}`) };
  } catch {
    return null;
  }
}

function decodePath(pathname: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (!path.startsWith('/') || path.includes('\0') || path.includes('\\')) return null;
  return path.split('/').includes('..') ? null : path;
}
