import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import { type ContentHash, matches } from './content-hash.ts';
import { askHub, type HubResponse } from './hub-request.ts';

export interface FileDownload {
  address: string;
  /** Where the file appears once it is whole and checked; what there is of it stands in `PATH.part` until then. */
  path: string;
  /** Known beforehand; else what the hub says. */
  hash: ContentHash | null;
  signal: AbortSignal;
  /** `total` is null if the server does not say it. */
  onProgress: (done: number, total: number | null) => void;
  /** Attempts in a row that bring nothing before giving up, and what to wait after the first; it doubles. */
  attempts: number;
  waitMs: number;
  /** A line on which nothing comes for so long counts as cut. */
  stallMs: number;
}

/** Not there (404), or not for everybody (401, 403). */
export interface Absent {
  status: number;
}

/**
 * Downloads a file; a line that was cut, in this call or an earlier one, goes on where it stopped.
 * @throws UserError if the server cannot be reached, or what it sends is not what it should be
 */
export async function downloadFile(download: FileDownload): Promise<{ commit: string | null } | Absent> {
  let fruitless = 0;
  let wrongContent = false;
  for (;;) {
    const before = await sizeOf(`${download.path}.part`);
    try {
      const result = await attempt(download);
      if (result !== 'wrong content') return result;
      if (wrongContent) {
        throw new UserError(
          'input',
          `${download.address}: its content did not match its hash, twice. Try again later, or use another mirror.`,
        );
      }
      wrongContent = true;
    } catch (error) {
      // What is told to the user is final: asking again would not help.
      if (error instanceof UserError || download.signal.aborted) throw error;
      fruitless = (await sizeOf(`${download.path}.part`)) > before ? 0 : fruitless + 1;
      if (fruitless >= download.attempts) {
        throw new UserError(
          'input',
          `${download.address} cannot be downloaded: ${reason(error)}. The part that was downloaded is kept.`,
          {
            cause: error,
          },
        );
      }
      await sleep(download.waitMs * 2 ** fruitless, undefined, { signal: download.signal });
    }
  }
}

async function attempt(
  download: FileDownload,
): Promise<{ commit: string | null } | Absent | 'wrong content'> {
  const part = `${download.path}.part`;
  const have = await sizeOf(part);
  const etag = await readFile(`${part}.etag`, 'utf8').catch(() => null);
  const stall = new AbortController();
  const signal = AbortSignal.any([download.signal, stall.signal]);
  let timer = setTimeout(() => stall.abort(), download.stallMs);
  try {
    // Without an ETag nothing says that it is still the same file; the whole is asked for.
    const resume = have > 0 && etag !== null ? { from: have, etag } : null;
    const answer = await askHub(download.address, { signal, resume });
    const { response } = answer;
    if ([401, 403, 404].includes(response.status)) {
      await response.body?.cancel();
      return { status: response.status };
    }
    if (response.status === 416) {
      await response.body?.cancel();
      await discard(part);
      return 'wrong content';
    }
    const { start, total } = extent(download.address, answer, resume?.from ?? 0);
    await mkdir(dirname(part), { recursive: true });
    await keepETag(part, response.headers.get('etag'));
    let done = start;
    download.onProgress(done, total);
    const file = await open(part, start > 0 ? 'a' : 'w');
    try {
      for await (const chunk of response.body ?? []) {
        clearTimeout(timer);
        timer = setTimeout(() => stall.abort(), download.stallMs);
        done += chunk.length;
        if (total !== null && done > total) {
          throw new UserError('input', `${download.address} sent more than its ${counted(total, 'byte')}.`);
        }
        await file.writeFile(chunk);
        download.onProgress(done, total);
      }
      await file.sync();
    } finally {
      await file.close();
    }
    if (total !== null && done < total)
      throw new Error(`the connection was lost at byte ${done} of ${total}`);
    const hash = download.hash ?? answer.hash;
    if (hash && !(await matches(part, hash))) {
      await discard(part);
      return 'wrong content';
    }
    await rename(part, download.path);
    await rm(`${part}.etag`, { force: true });
    return { commit: answer.commit };
  } finally {
    clearTimeout(timer);
  }
}

/** Where what comes begins, and how long the whole file is. */
function extent(address: string, { response }: HubResponse, asked: number) {
  const length = response.headers.get('content-length');
  if (response.status === 200) return { start: 0, total: length === null ? null : Number(length) };
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  if (response.status === 206 && range && Number(range[1]) === asked) {
    return { start: asked, total: range[2] === '*' ? null : Number(range[2]) };
  }
  const problem = `${address} answered ${response.status} ${response.statusText}`;
  // What is wrong with the server may pass; what is wrong with the question does not.
  throw response.status >= 500 || response.status === 429
    ? new Error(problem)
    : new UserError('input', problem);
}

async function keepETag(part: string, etag: string | null): Promise<void> {
  // A weak ETag does not say that bytes are the same.
  if (etag !== null && !etag.startsWith('W/')) await writeFile(`${part}.etag`, etag);
  else await rm(`${part}.etag`, { force: true });
}

async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await rm(`${part}.etag`, { force: true });
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause.message : String(error instanceof Error ? error.message : error);
}
