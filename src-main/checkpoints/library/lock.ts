import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../errors.ts';

/** Milliseconds that a change of names may take, on the slowest of disks; whoever holds the lock longer was killed. */
const longest = 60_000;
const waitMs = 25;

/**
 * Changes names and folders of the library while no other process does. What takes long is done before or after.
 * @throws UserError if another one does not finish
 */
export async function whileLocked<T>(library: string, change: () => Promise<T>): Promise<T> {
  await mkdir(library, { recursive: true });
  const path = join(library, 'lock');
  const own = `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`;
  const draft = join(library, `lock.${own.replaceAll(/\W/g, '-')}`);
  await writeFile(draft, own);
  try {
    const end = Date.now() + 2 * longest;
    while (!(await taken(draft, path, own))) {
      const left = await leftLock(path);
      if (left !== null) await takeAway(path, left, `${draft}-left`);
      else if (Date.now() > end) {
        throw new UserError(
          'failure',
          `The checkpoints in ${library} are being changed by another program. Try again when it has finished.`,
        );
      } else await sleep(waitMs);
    }
    try {
      return await change();
    } finally {
      if ((await readFile(path, 'utf8').catch(() => '')) === own) await rm(path, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Does what takes long and no two processes may do at once, such as going on with a download.
 * @throws UserError of `busy` if another process is at it
 */
export async function whileClaimed<T>(
  path: string,
  busy: () => UserError,
  work: () => Promise<T>,
): Promise<T> {
  const own = `${hostname()} ${process.pid} ${randomBytes(6).toString('hex')}`;
  await mkdir(dirname(path), { recursive: true });
  const [host = '', pid] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  if (host !== '' && isGone({ host, pid: Number(pid) })) await rm(path, { force: true });
  const draft = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
  await writeFile(draft, own);
  try {
    if (!(await taken(draft, path, own))) throw busy();
    return await work().finally(() => rm(path, { force: true }));
  } finally {
    await rm(draft, { force: true });
  }
}

/** Whether whoever made a lock, or a folder that is being filled, is no longer there. */
export function isGone(owner: { host: string; pid: number }): boolean {
  if (owner.host !== hostname() || !Number.isInteger(owner.pid)) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return codeOf(error) === 'ESRCH';
  }
}

/** A link is made whole or not at all, unlike a file that is opened and then written. */
async function taken(draft: string, path: string, own: string): Promise<boolean> {
  try {
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      // A disk without links.
      return writeFile(path, own, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What stands in the lock of a process that was killed; null: its process is at work, or there is none. */
async function leftLock(path: string): Promise<string | null> {
  const content = await readFile(path, 'utf8').catch(() => null);
  if (content === null) return null;
  const [host = '', pid] = content.split(' ');
  if (isGone({ host, pid: Number(pid) })) return content;
  const made = await stat(path).catch(() => null);
  return made !== null && Date.now() - made.mtimeMs > longest ? content : null;
}

/** Takes a lock away, unless another process has done so and has its own there by now. */
async function takeAway(path: string, left: string, aside: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== left) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
