import { seenDamage } from './content.ts';
import { type CheckpointEntry, sizeOfEntry } from './entry.ts';
import { libraryFolder } from './folder.ts';
import { type Measured, readMeasured, thisMachine } from './measured.ts';
import { readNames, type UnreadableName } from './names.ts';

/** A checkpoint of the library, as lists show it. */
export interface CheckpointRow extends Omit<CheckpointEntry, 'version' | 'files'> {
  bytes: number;
  /** On this machine; null: it was not measured here. */
  cost: Measured | null;
  /** What is wrong with its files, as far as can be seen without reading them; null: nothing. */
  problem: string | null;
}

export interface CheckpointList {
  library: string;
  checkpoints: CheckpointRow[];
  unreadable: UnreadableName[];
}

export async function listCheckpoints(library = libraryFolder()): Promise<CheckpointList> {
  const { entries, unreadable } = await readNames(library);
  const checkpoints = await Promise.all(entries.map((entry) => rowOf(library, entry)));
  return { library, checkpoints, unreadable };
}

export async function rowOf(library: string, entry: CheckpointEntry): Promise<CheckpointRow> {
  const { version: _version, files: _files, ...shown } = entry;
  return {
    ...shown,
    bytes: sizeOfEntry(entry),
    cost: (await readMeasured(library, entry.hash)).find(({ machine }) => machine === thisMachine()) ?? null,
    problem: await seenDamage(library, entry),
  };
}
