/** The hashes of a finished run's files, beside them, as `sha256sum --check` reads them. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../errors.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { positionFile, runFolder } from './run-folder.ts';

export const sealFile = 'SHA256SUMS';

/** What a process that was killed had not written whole. */
export const isUnfinished = (file: string): boolean => /\.(?:part|new)$/.test(file);

/** Hashes every file of a run that is done, and removes what was not written whole. */
export async function sealRun(store: WritableStore, run: number): Promise<void> {
  const folder = runFolder(store, run);
  const lines: string[] = [];
  for (const file of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, file.name);
    if (!file.isFile() || file.name === sealFile || path === positionFile(store, run)) continue;
    if (isUnfinished(file.name)) rmSync(path);
    else lines.push(`${await sha256Of(path)}  ${file.name}\n`);
  }
  writeFileSync(join(folder, sealFile), lines.toSorted().join(''));
}

/**
 * Makes sure that the files of a run are those that it wrote. Weights have a hash of their own, which is checked when
 * they are read, and runs of earlier versions have none of these.
 *
 * @throws UserError that names the first that is not
 */
export async function checkSeal(store: ReadableStore, run: number): Promise<void> {
  const folder = runFolder(store, run);
  const seal = join(folder, sealFile);
  if (!existsSync(seal)) return;
  for (const line of readFileSync(seal, 'utf8').split('\n').filter(Boolean)) {
    const [, hash, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash === undefined || file === undefined)
      throw damaged(seal, 'is damaged: a line of it is no hash of a file');
    if (file.endsWith('.safetensors')) continue;
    const path = join(folder, file);
    if (!existsSync(path)) throw damaged(path, 'is gone');
    if ((await sha256Of(path)) !== hash) throw damaged(path, 'is damaged: it is not what was written');
  }
}

/** What is wrong with the files of a run, weights included, as sentences; empty: nothing that is known of. */
export async function damagedFiles(store: ReadableStore, run: number): Promise<string[]> {
  const folder = runFolder(store, run);
  if (!existsSync(join(folder, sealFile))) return [];
  const problems: string[] = [];
  for (const line of readFileSync(join(folder, sealFile), 'utf8').split('\n').filter(Boolean)) {
    const [, hash, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash === undefined || file === undefined)
      problems.push(`${sealFile} has a line that is no hash of a file`);
    else if (!existsSync(join(folder, file))) problems.push(`${file} is gone`);
    else if ((await sha256Of(join(folder, file))) !== hash) problems.push(`${file} is not what was written`);
  }
  return problems;
}

function damaged(path: string, what: string): UserError {
  return new UserError('input', `${path} ${what}. Restore it from a copy, or train the run again.`);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
