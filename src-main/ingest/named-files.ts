import { glob, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { filesInArchive } from './archive.ts';

/**
 * The files that names stand for: a folder for the files in it, without hidden ones and those of its own folders, a
 * pattern such as `data/*.csv.gz` for those that match, and a ZIP archive for all the files in it. A name that stands for
 * nothing else stands for itself.
 */
export async function namedFiles(names: readonly string[]): Promise<string[]> {
  const files: string[][] = [];
  // One after another: there can be more files than may be open at once.
  for (const name of names) {
    for (const file of await filesOf(name)) {
      const inner = await filesInArchive(file);
      files.push(inner.length === 0 ? [file] : inner);
    }
  }
  return files.flat();
}

async function filesOf(name: string): Promise<string[]> {
  const found = await stat(name).catch(() => null);
  const files = found === null ? await matching(name) : found.isDirectory() ? await filesIn(name) : [];
  return files.length === 0 ? [name] : files.toSorted();
}

async function matching(pattern: string): Promise<string[]> {
  const files: string[] = [];
  if (!/[*?[{]/.test(pattern)) return files;
  for await (const file of glob(pattern)) files.push(file);
  return files;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map(({ name }) => join(folder, name));
}
