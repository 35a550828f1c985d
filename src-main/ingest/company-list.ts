import type { Database, Statement } from 'better-sqlite3';
import type { Fate, Sink, Taken } from './sink.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';

/** What a list of companies says of one. */
export interface ListedCompany {
  symbol: string;
  name: string;
  sector: string | null;
}

/** Reads the rows of a list of companies: ticker and name, with or without a sector. */
export function companyRow(table: Table): RowReader<ListedCompany> {
  const [symbolColumn, nameColumn, sectorColumn] = (['ticker', 'name', 'sector'] as const).map((role) =>
    columnOf(table, role),
  );
  return (fields) => {
    const symbol = fields[symbolColumn!]?.trim() ?? '';
    const name = fields[nameColumn!]?.trim() ?? '';
    if (symbol === '' || name === '') {
      const column = symbol === '' ? 'symbol' : 'name';
      return { kind: column, column, message: `the ${column} is empty` };
    }
    return { symbol, name, sector: fields[sectorColumn!]?.trim() || null };
  };
}

/**
 * Names companies. A list with sectors has the official names, which take precedence; one without sectors names only
 * companies that have no name yet. A name that is not used is kept as an alias.
 */
export class CompanySink implements Sink<ListedCompany> {
  readonly #find: Statement<[string], { id: number; name: string | null; sector: string | null }>;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #alias: Statement;

  constructor(db: Database) {
    this.#find = db.prepare('SELECT id, name, sector FROM company WHERE symbol = ?');
    this.#insert = db.prepare('INSERT INTO company (symbol, name, sector) VALUES (?, ?, ?)');
    this.#update = db.prepare('UPDATE company SET name = ?, sector = ? WHERE id = ?');
    this.#alias = db.prepare(
      'INSERT INTO company_alias (company_id, name, documents) VALUES (?, ?, 0) ON CONFLICT DO NOTHING',
    );
  }

  take(records: readonly Taken<ListedCompany>[]): Fate[] {
    return records.map(({ value: { symbol, name, sector } }): Fate => {
      const found = this.#find.get(symbol);
      if (found === undefined) {
        const { lastInsertRowid } = this.#insert.run(symbol, name, sector);
        this.#alias.run(lastInsertRowid, name);
        return 'accepted';
      }
      const newName = sector === null ? (found.name ?? name) : name;
      const newSector = sector ?? found.sector;
      const added = this.#alias.run(found.id, name).changes;
      if (newName === found.name && newSector === found.sector) return added > 0 ? 'accepted' : 'duplicate';
      this.#update.run(newName, newSector, found.id);
      return 'accepted';
    });
  }
}
