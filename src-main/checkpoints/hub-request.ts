import { UserError } from '../errors.ts';
import { type ContentHash, hashOfETag } from './content-hash.ts';

export const defaultHub = 'https://huggingface.co';
const mostRedirects = 8;

/** Where checkpoints come from: the setting, the environment variable CONTEXTURE_HUB, or the public hub. */
export function hubAddress(setting: string | null): string {
  const address = setting ?? process.env['CONTEXTURE_HUB'] ?? defaultHub;
  if (!/^https?:$/.test(URL.parse(address)?.protocol ?? '')) {
    throw new UserError('use', `The address of the hub is not a web address: ${address} (CONTEXTURE_HUB).`);
  }
  return address.replace(/\/+$/, '');
}

export interface HubResponse {
  response: Response;
  /** What the whole file must hash to, where the hub says it. */
  hash: ContentHash | null;
  /** The commit that the revision stands for. */
  commit: string | null;
}

export interface HubRequest {
  signal: AbortSignal;
  /** Ask for what stands behind so many bytes, if the file is still the one with this ETag. */
  resume?: { from: number; etag: string | null } | null;
}

/**
 * Asks for a file. The hub redirects large files to a store; what it knows of them (`x-linked-etag`, `x-repo-commit`)
 * stands in the redirection, so redirections are followed by hand.
 */
export async function askHub(address: string, { signal, resume = null }: HubRequest): Promise<HubResponse> {
  // Bytes have to be counted as they stand in the file, so they must not come compressed.
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (resume) {
    headers['range'] = `bytes=${resume.from}-`;
    if (resume.etag !== null) headers['if-range'] = resume.etag;
  }
  let url = new URL(address);
  let hash: ContentHash | null = null;
  let commit: string | null = null;
  for (let i = 0; i <= mostRedirects; i++) {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    hash ??= hashOfETag(response.headers.get('x-linked-etag'));
    commit ??= response.headers.get('x-repo-commit');
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) {
      return { response, hash: hash ?? hashOfETag(response.headers.get('etag')), commit };
    }
    await response.body?.cancel();
    const next = new URL(location, url);
    if (next.protocol !== 'https:' && next.protocol !== url.protocol) {
      throw new UserError(
        'input',
        `${address} redirects to ${next.origin}, which is less secure, so the redirect was not followed.`,
      );
    }
    url = next;
  }
  throw new UserError('input', `${address} redirects too many times.`);
}
