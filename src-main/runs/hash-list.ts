/** The hashes of files of a folder that grows, beside them, as `sha256sum --check` reads them. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sealFile } from './seal.ts';

/**
 * Writes a file, which has its name once it is whole, and notes its hash. Whoever is killed in between leaves a file without
 * a hash, never one with that of another content. Several processes may write new files at the same time: what one of them
 * adds to the list takes nothing from another.
 *
 * @param name relative to the folder
 */
export function writeHashed(folder: string, name: string, content: string): void {
  const others = new Map(hashesOf(folder));
  if (others.delete(name)) writeList(folder, others);
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeWhole(join(folder, name), content);
  appendFileSync(join(folder, sealFile), lineOf(name, hashOf(content)));
}

/** Whether a file is what was written, as far as its hash is known. */
export function isAsWritten(folder: string, name: string, content: string | Buffer): boolean {
  const hash = hashesOf(folder).get(name);
  return hash === undefined || hash === hashOf(content);
}

/** Which files of a folder are not what was written, as sentences without a full stop. */
export function alteredFiles(folder: string): string[] {
  return [...hashesOf(folder).keys()].flatMap((name) => {
    const path = join(folder, name);
    // What somebody deleted is missed by whoever needs it.
    return !existsSync(path) || isAsWritten(folder, name, readFileSync(path))
      ? []
      : [`${name} is not what was written`];
  });
}

function hashesOf(folder: string): ReadonlyMap<string, string> {
  const path = join(folder, sealFile);
  if (!existsSync(path)) return new Map();
  return new Map(
    readFileSync(path, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => [line.slice(66), line.slice(0, 64)]),
  );
}

function writeList(folder: string, hashes: ReadonlyMap<string, string>): void {
  writeWhole(join(folder, sealFile), [...hashes].map(([name, hash]) => lineOf(name, hash)).join(''));
}

function lineOf(name: string, hash: string): string {
  return `${hash}  ${name}\n`;
}

function writeWhole(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
