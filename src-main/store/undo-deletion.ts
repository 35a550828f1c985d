/** Brings back what was taken out of the workspace. */
import SQLite from 'better-sqlite3';
import { UserError } from '../errors.ts';
import { type BinnedThing, binnedThing, binnedThings } from './bin.ts';
import { groupNearDuplicates } from './near-duplicates.ts';
import { columnsOf, counted, derived } from './record-deletion.ts';
import { joinRecreated } from './recreated-companies.ts';
import { listSources } from './sources.ts';
import type { WritableStore } from './store.ts';
import { transactional } from './transaction.ts';

/** So many changes are read, and taken back, in one go. */
const BATCH = 500;
/** So many names are in a message. */
const MOST_NAMES = 3;

interface Change {
  id: number;
  table: string;
  change: 'delete' | 'insert' | 'update';
  columns: string;
  before: string | null;
  after: string | null;
}

/**
 * Brings back what a deletion took out, exactly, in one transaction. What it changed must be as it left it, but for
 * companies that a later import made again, which get what was deleted of them.
 *
 * @throws UserError if there is no such deletion, or what it changed has changed since
 */
export function undoDeletion(store: WritableStore, deletion: number): BinnedThing {
  const thing = binnedThing(store, deletion);
  if (thing.what === 'correction' && wasSharedSince(store, thing)) throw changedSince(store, thing);
  try {
    transactional(store, takeBack)(store, thing);
  } catch (error) {
    const isConstraint = error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT');
    if (!isConstraint) throw error;
    throw changedSince(store, thing, error);
  }
  return thing;
}

/** Whether a file that was imported since found in the workspace what it brings too: it may be what would go. */
function wasSharedSince(store: WritableStore, { deletedAt }: BinnedThing): boolean {
  return (
    store.db
      .prepare<[{ deletedAt: number }], number>(
        `SELECT EXISTS (SELECT 1 FROM kept_record k JOIN source_file s ON s.id = k.source_file
       WHERE s.imported_at >= @deletedAt)`,
      )
      .pluck()
      .get({ deletedAt }) === 1
  );
}

function takeBack(store: WritableStore, thing: BinnedThing): void {
  const { db } = store;
  // Rows that refer to each other are all back at the end.
  db.pragma('defer_foreign_keys = ON');
  joinRecreated(store, thing.id);
  const page = db.prepare<[number, number, number], Change>(
    `SELECT id, table_name AS "table", change, columns, before, after FROM deleted_row
     WHERE deletion_id = ? AND id < ? ORDER BY id DESC LIMIT ?`,
  );
  const documents: string[] = [];
  let isLess = false;
  for (let before = Number.MAX_SAFE_INTEGER; ;) {
    const changes = page.all(thing.id, before, BATCH);
    if (changes.length === 0) break;
    before = changes.at(-1)!.id;
    for (const alike of runsOf(changes)) {
      const [{ table, change }] = alike;
      if (change === 'delete') {
        putBack(store, alike);
        if (table === 'document') documents.push(...alike.map((one) => rowOf(one, one.before)['id']!));
      } else for (const one of alike) revert(store, one, thing);
      isLess ||= change === 'insert' && table === 'document';
    }
  }
  db.prepare(
    `INSERT INTO document_text (rowid, text) SELECT id, text FROM document WHERE id IN (SELECT value FROM json_each(?))`,
  ).run(`[${documents.join(',')}]`);
  if (documents.length > 0 || isLess) groupNearDuplicates(db);
  db.prepare('DELETE FROM deleted_row WHERE deletion_id = ?').run(thing.id);
  db.prepare('DELETE FROM deletion WHERE id = ?').run(thing.id);
}

/** Changes of one kind to one table that stand together; one statement puts their rows back. */
function runsOf(changes: readonly Change[]): [Change, ...Change[]][] {
  const runs: [Change, ...Change[]][] = [];
  for (const one of changes) {
    const last = runs.at(-1);
    const [like] = last ?? [];
    if (last && like?.table === one.table && like.change === one.change && like.columns === one.columns) {
      last.push(one);
    } else runs.push([one]);
  }
  return runs;
}

function putBack({ db }: WritableStore, changes: readonly [Change, ...Change[]]): void {
  const [{ table, columns }] = changes;
  const rows = changes.map(({ before }) => `(${strings(before).join(', ')})`).join(', ');
  // Where a later import counts the same, both count.
  const sums = (counted[table] ?? []).map(
    (name) => `${quoted(name)} = ${quoted(name)} + excluded.${quoted(name)}`,
  );
  const both =
    sums.length === 0
      ? ''
      : `ON CONFLICT (${columnsOf(db, table).key.map(quoted).join(', ')}) DO UPDATE SET ${sums.join(', ')}`;
  db.exec(`INSERT INTO "${table}" (${strings(columns).map(quoted).join(', ')}) VALUES ${rows} ${both}`);
}

/** Takes back a change to a row that is still there, or that the deletion added. */
function revert(store: WritableStore, change: Change, thing: BinnedThing): void {
  const { db } = store;
  const { table } = change;
  const after = rowOf(change, change.after);
  const { key } = columnsOf(db, table);
  const loose = new Set([...(derived[table] ?? []), ...(counted[table] ?? [])]);
  const is = (names: readonly string[]): string =>
    names.map((name) => `${quoted(name)} IS ${after[name]!}`).join(' AND ');
  if (change.change === 'insert') {
    if (table === 'document') {
      db.exec(
        `INSERT INTO document_text (document_text, rowid, text) SELECT 'delete', id, text FROM document WHERE ${is(key)}`,
      );
    }
    const same = Object.keys(after).filter((name) => !loose.has(name));
    if (db.prepare(`DELETE FROM "${table}" WHERE ${is(same)}`).run().changes !== 1)
      throw changedSince(store, thing);
    return;
  }
  const before = rowOf(change, change.before);
  const changed = Object.keys(after).filter(
    (name) => !derived[table]?.includes(name) && after[name] !== before[name],
  );
  const same = [...key, ...changed.filter((name) => !loose.has(name))];
  const set = changed.map((name) =>
    loose.has(name)
      ? `${quoted(name)} = ${quoted(name)} + (${before[name]!}) - (${after[name]!})`
      : `${quoted(name)} = ${before[name]!}`,
  );
  const { changes } = db.prepare(`UPDATE "${table}" SET ${set.join(', ')} WHERE ${is(same)}`).run();
  if (changes !== 1) throw changedSince(store, thing);
}

/** A row's SQL literals by column. */
function rowOf({ columns }: Change, literals: string | null): Record<string, string> {
  const values = strings(literals);
  return Object.fromEntries(strings(columns).map((name, at) => [name, values[at] ?? 'NULL']));
}

function strings(json: string | null): string[] {
  const list: unknown = JSON.parse(json ?? '[]');
  return Array.isArray(list) ? list.map(String) : [];
}

function quoted(name: string): string {
  return `"${name}"`;
}

function changedSince(
  store: WritableStore,
  { id, name, what, deletedAt }: BinnedThing,
  cause?: unknown,
): UserError {
  if (what === 'search' || what === 'group') {
    return new UserError(
      'use',
      `There is a ${what} "${name}" again. Remove it first; then the earlier one comes back.`,
      {
        cause,
      },
    );
  }
  const which = what === 'labels' ? `The labels "${name}"` : name;
  const imported = listSources(store)
    .filter(({ importedAt }) => importedAt >= deletedAt)
    .map((source) => source.name);
  const deleted = binnedThings(store)
    .filter((other) => other.id > id)
    .map((other) => other.name);
  return new UserError(
    'use',
    `${which} cannot be brought back: some of it has been imported again, or what it belongs to has changed or was deleted since. ` +
      `First forget what was imported later${inBrackets(imported)}, or bring back what was deleted later${inBrackets(deleted)}.`,
    { cause },
  );
}

/** Names as an insertion, the first few of many. */
function inBrackets(names: readonly string[]): string {
  if (names.length === 0) return '';
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return ` (${names.slice(0, MOST_NAMES).join(', ')}${more})`;
}
