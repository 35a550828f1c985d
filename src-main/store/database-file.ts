/**
 * Reading the file of a database beside SQLite. SQLite keeps others out by locks of the operating system, and these end
 * for the whole process as soon as anything in it closes the file, whoever opened it. So while a connection is open, the
 * file that was opened beside it stays open too.
 *
 * @see https://sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
 */
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { databaseOf } from './workspace-folder.ts';

interface Use {
  connections: number;
  readers: number;
  /** Open files, of which all but the last are of databases that another took the place of. */
  files: number[];
}

const uses = new Map<string, Use>();

function useOf(folder: string): Use {
  const key = resolve(folder);
  const use = uses.get(key) ?? { connections: 0, readers: 0, files: [] };
  uses.set(key, use);
  return use;
}

function endIfUnused(folder: string): void {
  const key = resolve(folder);
  const use = uses.get(key);
  if (use === undefined || use.connections > 0 || use.readers > 0) return;
  uses.delete(key);
  for (const file of use.files) closeSync(file);
}

/** Says that a connection to the database of a folder is going to be opened. Returns what says that it was closed. */
export function connecting(folder: string): () => void {
  const use = useOf(folder);
  use.connections++;
  let isOpen = true;
  return () => {
    if (!isOpen) return;
    isOpen = false;
    use.connections--;
    endIfUnused(folder);
  };
}

/** Whether this process has a connection to the database of a folder. */
export function isConnected(folder: string): boolean {
  return (uses.get(resolve(folder))?.connections ?? 0) > 0;
}

/** The file of a folder's database, to be read until it is let go of. */
export function openDatabaseFile(folder: string): { file: number; close: () => void } {
  const use = useOf(folder);
  use.readers++;
  try {
    // Opened anew while nobody is connected, since another file may have taken its place.
    if (use.files.length === 0 || use.connections === 0) use.files.push(openSync(databaseOf(folder), 'r'));
  } catch (error) {
    use.readers--;
    endIfUnused(folder);
    throw error;
  }
  return {
    file: use.files.at(-1)!,
    close: () => {
      use.readers--;
      endIfUnused(folder);
    },
  };
}

/** Does something with the file of a folder's database. */
export function withDatabaseFile<R>(folder: string, work: (file: number) => R): R {
  const { file, close } = openDatabaseFile(folder);
  try {
    return work(file);
  } finally {
    close();
  }
}

/** Does something while a connection to the database of a folder is open. */
export function whileConnected<R>(folder: string, work: () => R): R {
  const disconnected = connecting(folder);
  try {
    return work();
  } finally {
    disconnected();
  }
}
