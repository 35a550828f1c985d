/** Adds a checkpoint to the library: its files are checked, copied aside, and appear when they are whole. */
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { freeBytes, megabytes } from '../../disk-room.ts';
import { mostBytesOfHeader } from '../../engine/safetensors-header.ts';
import { UserError } from '../../errors.ts';
import { Random } from '../../random.ts';
import { checkBertFolder, openBertCheckpoint } from '../bert-checkpoint.ts';
import { damageOf, hashList, listOf, sha256Of } from './content.ts';
import { syncFolder, writeDurably } from './durable.ts';
import { type CheckpointEntry, type CheckpointFacts, type CheckpointOrigin, sizeOfEntry } from './entry.ts';
import { factsOf, unreadModules } from './facts.ts';
import { contentFolder, entryFile } from './folder.ts';
import { isGone, whileLocked } from './lock.ts';
import { checkName, readNames, sameName } from './names.ts';
import type { PublishedFile } from './published-files.ts';

export interface AddRequest {
  library: string;
  name: string;
  origin: CheckpointOrigin;
  files: readonly PublishedFile[];
  /** Used where the files themselves name none. */
  licence?: string | null;
  signal: AbortSignal;
  /** Bytes that were copied, and all of them. */
  onProgress: (done: number, total: number) => void;
}

export interface AddedCheckpoint {
  entry: CheckpointEntry;
  /** It stood there under this name already. */
  known: boolean;
  /** Other names of the same content. */
  others: string[];
  notes: string[];
}

/** Bytes that the disk must have left beyond the files. */
const spareBytes = 50_000_000;
const dayMs = 86_400_000;

/**
 * @throws UserError if the name stands for another content, or the files are no checkpoint that can be read. The library
 * is then as it was before.
 */
export async function addToLibrary(request: AddRequest): Promise<AddedCheckpoint> {
  const { library, name, files, signal } = request;
  checkName(name);
  await mkdir(join(library, 'adding'), { recursive: true });
  await clearLeft(join(library, 'adding'));
  checkRoom(library, files);
  const aside = join(library, 'adding', [hostname(), process.pid, randomBytes(6).toString('hex')].join('+'));
  await mkdir(aside);
  try {
    const { facts, dropped } = await outlined(files, aside);
    const list = await copyAll(request, aside);
    const hash = sha256Of(list);
    await told(aside, () => openBertCheckpoint(aside, { head: 2, random: new Random(1) }));
    const entry: CheckpointEntry = {
      version: 1,
      name,
      hash,
      origin: request.origin,
      added: Date.now(),
      files: files.map(({ name: file, bytes }) => ({ name: file, bytes })),
      ...facts,
      licence: facts.licence ?? request.licence ?? null,
    };
    // Reading what is there takes long, so it comes before the lock.
    const content = contentFolder(library, hash);
    const damage = existsSync(content) ? await damageOf(content, hash, { signal, onBytes: () => {} }) : [];
    const notes = dropped.map((module) => `${module} is a step of this encoder that is not read.`);
    return await whileLocked(library, async () => {
      const { entries } = await readNames(library);
      const before = sameName(entries, name);
      if (before !== null && before.hash !== hash) throw nameTaken(before);
      if (damage.length > 0) {
        await rename(content, `${aside}+damaged`);
        notes.push(`Its files in the library were damaged (${damage.join(', ')}); they were replaced.`);
      }
      if (!existsSync(content)) {
        await mkdir(dirname(content), { recursive: true });
        await rename(aside, content);
        await syncFolder(dirname(content));
      }
      if (before === null)
        await writeDurably(entryFile(library, name), `${JSON.stringify(entry, null, 2)}\n`);
      const others = entries.filter((one) => one.hash === hash && one !== before).map((one) => one.name);
      return { entry: before ?? entry, known: before !== null, others, notes };
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
    await rm(`${aside}+damaged`, { recursive: true, force: true });
  }
}

/** Copies the files, each flushed, and answers the list of their hashes, which stands beside them. */
async function copyAll({ files, signal, onProgress }: AddRequest, folder: string): Promise<string> {
  const total = sizeOfEntry({ files: [...files] });
  const hashed: { name: string; sha256: string }[] = [];
  let done = 0;
  for (const { name, open: source } of files) {
    const hash = createHash('sha256');
    // Its outline stands there.
    await using file = await open(join(folder, name), 'w');
    for await (const chunk of source()) {
      signal.throwIfAborted();
      hash.update(chunk);
      await file.writeFile(chunk);
      done += chunk.length;
      onProgress(done, total);
    }
    await file.sync();
    hashed.push({ name, sha256: hash.digest('hex') });
  }
  const list = listOf(hashed);
  await writeDurably(join(folder, hashList), list);
  return list;
}

/**
 * Writes the files with no more of the weights than their headers, each file as long as it will be, and looks what they are:
 * gigabytes that fit no configuration are refused before they are copied. What is not written takes no room.
 */
async function outlined(
  files: readonly PublishedFile[],
  folder: string,
): Promise<{ facts: CheckpointFacts; dropped: string[] }> {
  for (const { name, bytes, open: source } of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await using file = await open(path, 'wx');
    let written = 0;
    for await (const chunk of source()) {
      await file.writeFile(chunk);
      written += chunk.length;
      if (name.endsWith('.safetensors') && written >= mostBytesOfHeader) break;
    }
    await file.truncate(bytes);
  }
  return told(folder, async () => {
    await checkBertFolder(folder);
    return { facts: await factsOf(folder), dropped: await unreadModules(folder) };
  });
}

/** What is told of a file must not name the folder, which is gone when the message is read. */
async function told<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof UserError ? withoutFolder(error, folder) : error;
  }
}

function withoutFolder(error: UserError, folder: string): UserError {
  const message = error.message.replaceAll(join(folder, '/'), '').replaceAll(folder, 'The checkpoint');
  return new UserError(error.kind, message, { cause: error, remedies: error.remedies });
}

function nameTaken({ name, origin }: CheckpointEntry): UserError {
  return new UserError(
    'use',
    `There is another checkpoint called ${name}, added from ${origin.from}. Choose another name, or remove that one first.`,
    { remedies: [{ setting: 'name', values: [] }] },
  );
}

function checkRoom(library: string, files: readonly PublishedFile[]): void {
  const needed = sizeOfEntry({ files: [...files] });
  const free = freeBytes(library);
  if (needed + spareBytes <= free) return;
  throw new UserError(
    'input',
    `The checkpoint takes ${megabytes(needed)}, but ${library} has ${megabytes(free)} left.`,
  );
}

/** Removes what processes that were killed had begun to copy. */
async function clearLeft(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [host = '', pid] = name.split('+');
    const made = await stat(join(folder, name)).catch(() => null);
    const isOld = made !== null && Date.now() - made.mtimeMs > dayMs;
    if (isOld || isGone({ host, pid: Number(pid) })) {
      await rm(join(folder, name), { recursive: true, force: true });
    }
  }
}
