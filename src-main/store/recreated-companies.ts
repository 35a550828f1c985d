/** Companies that were deleted with something, and that a later import made again under numbers of their own. */
import { storedSymbol } from './company-spelling.ts';
import type { WritableStore } from './store.ts';

/** A row of the bin, whose values are SQL literals. */
interface BinnedRow {
  id: number;
  change: string;
  columns: string;
  before: string;
}

/**
 * Writes the bin as if what it holds of such companies of a deletion had always been of those that are there now. What is
 * stored of a company stays: its name and its sector come back only where it has none.
 */
export function joinRecreated(store: WritableStore, deletion: number): void {
  const { db } = store;
  const rows = db
    .prepare<[number], BinnedRow>(
      `SELECT id, change, columns, before FROM deleted_row
       WHERE deletion_id = ? AND table_name = 'company' AND before IS NOT NULL ORDER BY id`,
    )
    .all(deletion);
  const find = db.prepare<[string], number>('SELECT id FROM company WHERE symbol = ?').pluck();
  const valueOf = (literal: string): unknown => db.prepare(`SELECT ${literal}`).pluck().get();
  /** Numbers, as the bin writes them. */
  const joined: Record<string, string> = {};
  for (const row of rows) {
    if (row.change !== 'delete') continue;
    const { id, symbol } = literalsOf(row);
    const now = find.get(storedSymbol(store, String(valueOf(symbol!))));
    if (now !== undefined) joined[id!] = String(now);
  }
  if (Object.keys(joined).length === 0) return;
  const complete = db.prepare<[unknown, unknown, string]>(
    'UPDATE company SET name = coalesce(name, ?), sector = coalesce(sector, ?) WHERE id = ?',
  );
  const drop = db.prepare<[number]>('DELETE FROM deleted_row WHERE id = ?');
  // The first change of a company has it as it was.
  for (const row of rows) {
    const { id, name, sector } = literalsOf(row);
    const now = joined[id!];
    if (now === undefined) continue;
    complete.run(valueOf(name!), valueOf(sector!), now);
    drop.run(row.id);
  }
  rename(store, joined);
}

function literalsOf({ columns, before }: BinnedRow): Record<string, string | undefined> {
  const [names, values] = [JSON.parse(columns), JSON.parse(before)].map((list: unknown) =>
    Array.isArray(list) ? list.map(String) : [],
  );
  return Object.fromEntries(names!.map((name, at) => [name, values![at]]));
}

/** Gives companies other numbers in all that the bin holds. */
function rename({ db }: WritableStore, joined: Readonly<Record<string, string>>): void {
  const written = db
    .prepare<[], { table: string; columns: string; at: number }>(
      `SELECT DISTINCT r.table_name AS "table", r.columns, c.key AS at
       FROM (SELECT DISTINCT table_name, columns FROM deleted_row) r, json_each(r.columns) c
       WHERE (r.table_name = 'company' AND c.value = 'id')
          OR (r.table_name, c.value) IN (
            SELECT t.name, f."from" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
            WHERE t.schema = 'main' AND f."table" = 'company')`,
    )
    .all();
  for (const { table, columns, at } of written) {
    for (const values of ['before', 'after']) {
      db.prepare(
        `WITH joined AS MATERIALIZED (SELECT key AS was, value AS now FROM json_each(@joined))
         UPDATE deleted_row SET ${values} = json_set(${values}, @place, now) FROM joined
         WHERE table_name = @table AND columns = @columns AND ${values} ->> @place = was`,
      ).run({ joined: JSON.stringify(joined), place: `$[${at}]`, table, columns });
    }
  }
}
