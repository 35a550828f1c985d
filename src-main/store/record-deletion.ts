/** Records every change that a deletion makes, so that it can be undone: https://sqlite.org/undoredo.html */
import type { ReadableDatabase, WritableStore } from './store.ts';

/**
 * What was deleted, labelled by a run (`labelling`) or corrected by hand, for the list of what can be undone. `search`
 * and `group`: a saved search, a group of tickers.
 */
export interface DeletedThing {
  what: 'source' | 'labels' | 'run' | 'labelling' | 'correction' | 'search' | 'group';
  name: string;
  /** The number of the file or the run; null: it has none. */
  item: number | null;
}

/** Tables whose rows are of no deletion: numbers that are not to be used again, and the bin itself. */
const unrecorded = new Set(['state', 'deletion', 'deleted_row', 'file_shape']);

/** Columns that are worked out anew, and are no difference. */
export const derived: Readonly<Record<string, readonly string[]>> = { document: ['near_duplicate_group'] };

/** Columns that others count on meanwhile: what a deletion took from them is given back, whatever they are now. */
export const counted: Readonly<Record<string, readonly string[]>> = {
  company_alias: ['documents'],
  source_file: ['records', 'accepted', 'duplicate', 'rejected'],
};

/**
 * Does what takes something out of the workspace, and records it as a deletion. To be called in a transaction.
 *
 * @returns what the work returned, and the number of the deletion
 */
export function recordDeletion<R>(
  { db }: WritableStore,
  { what, name, item }: DeletedThing,
  work: () => R,
): { result: R; deletion: number } {
  const { lastInsertRowid } = db
    .prepare("INSERT INTO deletion (what, name, item, deleted_at, removed) VALUES (?, ?, ?, ?, '[]')")
    .run(what, name, item, Date.now());
  const deletion = Number(lastInsertRowid);
  db.exec(`INSERT INTO state SELECT 'last_company', coalesce(max(id), 0) FROM company WHERE true
           ON CONFLICT DO UPDATE SET value = max(value, excluded.value)`);
  const tables = recordedTables(db);
  for (const table of tables) db.exec(triggersOf(db, table, deletion));
  try {
    return { result: work(), deletion };
  } finally {
    // They are gone already where SQLite itself has rolled back, as it does on a full disk.
    for (const table of tables) {
      for (const change of ['delete', 'insert', 'update'])
        db.exec(`DROP TRIGGER IF EXISTS ${trigger(table, change)}`);
    }
  }
}

/** The names of a table's columns, in its order, and of those of its key. */
export function columnsOf(db: ReadableDatabase, table: string): { names: string[]; key: string[] } {
  const columns = db
    .prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?) ORDER BY cid')
    .all(table);
  return {
    names: columns.map(({ name }) => name),
    key: columns.filter(({ pk }) => pk > 0).map(({ name }) => name),
  };
}

/** All tables of data: not those of the full-text index, nor SQLite's own. */
function recordedTables(db: ReadableDatabase): string[] {
  return db
    .prepare<[], string>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'",
    )
    .pluck()
    .all()
    .filter((name) => !unrecorded.has(name));
}

function triggersOf(db: ReadableDatabase, table: string, deletion: number): string {
  const { names } = columnsOf(db, table);
  const [before, after] = (['old', 'new'] as const).map((row) => literals(row, names));
  const columns = `'${JSON.stringify(names)}'`;
  const changed = names
    .filter((name) => !derived[table]?.includes(name))
    .map((name) => `old."${name}" IS NOT new."${name}"`)
    .join(' OR ');
  const on = (change: string, when: string, values: string): string => `
    CREATE TEMP TRIGGER ${trigger(table, change)} AFTER ${change} ON main."${table}" ${when} BEGIN
      INSERT INTO deleted_row (deletion_id, table_name, change, columns, before, after)
      VALUES (${deletion}, '${table}', '${change}', ${columns}, ${values});
    END;`;
  return (
    on('delete', '', `${before}, NULL`) +
    on('insert', '', `NULL, ${after}`) +
    on('update', `WHEN ${changed}`, `${before}, ${after}`)
  );
}

function trigger(table: string, change: string): string {
  return `"record ${change} of ${table}"`;
}

/** A row as a JSON list of SQL literals. `quote` ends a text at its first NUL, so that one is written as bytes. */
function literals(row: 'old' | 'new', names: readonly string[]): string {
  const each = names.map((name) => {
    const value = `${row}."${name}"`;
    return `CASE WHEN typeof(${value}) = 'text' AND instr(${value}, char(0)) > 0
                 THEN 'CAST(X''' || hex(${value}) || ''' AS TEXT)' ELSE quote(${value}) END`;
  });
  return `json_array(${each.join(', ')})`;
}
