import type { Database, Statement } from 'better-sqlite3';
import { readOnlyWorkspace, whyReadOnly } from './workspace-folder.ts';

/** A statement that is asked for rows. It cannot be run, so one that changes the database does not compile. */
export interface Query<Parameters extends unknown[], Row> extends Pick<
  Statement<Parameters, Row>,
  'get' | 'all' | 'iterate'
> {
  pluck(): Query<Parameters, Row>;
  raw(): Query<Parameters, Row>;
}

/** A database of which only rows are taken. */
export interface ReadableDatabase {
  prepare<Parameters extends unknown[] = unknown[], Row = unknown>(sql: string): Query<Parameters, Row>;
  /** What is read in one transaction is of one moment. */
  transaction: Database['transaction'];
}

/** An open workspace, a folder with its database, for whoever only reads it. */
export interface ReadableStore {
  /** The whole path of the folder. */
  readonly dir: string;
  readonly db: ReadableDatabase;
  /** Nothing can be stored in it. */
  readonly readOnly: boolean;
  /** What the user should know of how it was opened, as a sentence; null: nothing. */
  readonly notice: string | null;
  close(): void;
}

/** An open workspace in which something can be stored. */
export interface WritableStore extends ReadableStore {
  readonly db: Database;
  readonly readOnly: false;
}

/** Whether something can be stored in a workspace that was opened for reading. */
export function isWritable(store: ReadableStore): store is WritableStore {
  return !store.readOnly;
}

/** @throws UserError if nothing can be stored in the workspace. */
export function writable(store: ReadableStore): WritableStore {
  if (isWritable(store)) return store;
  throw readOnlyWorkspace(store.dir, whyReadOnly(store.dir) ?? 'it was opened for reading only');
}
