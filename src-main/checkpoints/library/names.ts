/** What checkpoints of the library are called. */
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { UserError } from '../../errors.ts';
import { type CheckpointEntry, entrySchema } from './entry.ts';

/** `all-MiniLM-L6-v2`, `OWNER/NAME` or `OWNER/NAME@REVISION`. */
const namePattern = /^[\w-][\w.-]{0,99}(?:\/[\w-][\w.-]{0,99})?(?:@[\w-][\w./-]{0,99})?$/;

/** Letters of a hash that name a checkpoint. */
const shortestPrefix = 6;

/** @throws UserError if nothing can be called so */
export function checkName(name: string): void {
  if (namePattern.test(name) && !name.includes('..')) return;
  throw new UserError(
    'use',
    `A checkpoint cannot be called "${name}": a name has letters, digits, dots, dashes and underscores.`,
  );
}

/** A name that cannot be read, and why. */
export interface UnreadableName {
  name: string;
  problem: string;
}

export interface LibraryNames {
  entries: CheckpointEntry[];
  unreadable: UnreadableName[];
}

/** Everything that stands in the library under a name, in the order of the names. */
export async function readNames(library: string): Promise<LibraryNames> {
  const folder = join(library, 'names');
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.json')).toSorted();
  const names: LibraryNames = { entries: [], unreadable: [] };
  for (const file of files) {
    const path = join(folder, file);
    try {
      const entry = entrySchema.parse(JSON.parse(await readFile(path, 'utf8')));
      names.entries.push(entry);
    } catch (error) {
      // Taken away by another process since.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') continue;
      const name = decoded(basename(file, '.json'));
      names.unreadable.push({ name, problem: `${path} cannot be read, or is damaged` });
    }
  }
  return names;
}

/** The checkpoint of a name, whatever its case, or of the beginning of a hash; null: there is none. */
export function named(entries: readonly CheckpointEntry[], wanted: string): CheckpointEntry | null {
  const exact = entries.find(({ name }) => name === wanted) ?? sameName(entries, wanted);
  if (exact !== null) return exact;
  if (wanted.length < shortestPrefix || !/^[0-9a-f]+$/.test(wanted)) return null;
  const found = entries.filter(({ hash }) => hash.startsWith(wanted));
  return new Set(found.map(({ hash }) => hash)).size === 1 ? found[0]! : null;
}

/** Systems that do not tell cases apart keep both under one file. */
export function sameName(entries: readonly CheckpointEntry[], wanted: string): CheckpointEntry | null {
  return entries.find(({ name }) => name.toLowerCase() === wanted.toLowerCase()) ?? null;
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
