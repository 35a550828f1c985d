import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What a file's content must hash to: SHA-256, or git's SHA-1 of a blob, by which the hub names small files. */
export interface ContentHash {
  kind: 'sha256' | 'git';
  hex: string;
}

/** The hash that an ETag of the hub is, if it is one. */
export function hashOfETag(etag: string | null): ContentHash | null {
  const hex = /^"?([0-9a-f]{40}|[0-9a-f]{64})"?$/.exec(etag ?? '')?.[1];
  return hex === undefined ? null : { kind: hex.length === 64 ? 'sha256' : 'git', hex };
}

/** Whether a file's content is what a hash says. */
export async function matches(path: string, { kind, hex }: ContentHash): Promise<boolean> {
  const hash = createHash(kind === 'sha256' ? 'sha256' : 'sha1');
  if (kind === 'git') hash.update(`blob ${(await stat(path)).size}\0`);
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex') === hex;
}
