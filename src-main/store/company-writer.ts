import type { Statement } from 'better-sqlite3';
import { joinSpellings, meantElsewhere, namedElsewhere } from './company-spelling.ts';
import type { WritableStore } from './store.ts';

/** The number of the next company; that of one that was forgotten is not used again, so that it can come back. */
const nextCompany = `1 + max((SELECT coalesce(max(id), 0) FROM company),
                             (SELECT coalesce(max(value), 0) FROM state WHERE name = 'last_company'))`;

/**
 * Numbers of companies by their tickers; a company is created when its ticker is first asked for, unless a list names
 * it under another spelling.
 */
export class CompanyIds {
  readonly #store: WritableStore;
  readonly #insert: Statement<[string]>;
  readonly #find: Statement<[string], number>;

  constructor(store: WritableStore) {
    const { db } = store;
    this.#store = store;
    this.#insert = db.prepare(
      `INSERT INTO company (id, symbol) VALUES (${nextCompany}, ?) ON CONFLICT DO NOTHING`,
    );
    this.#find = db.prepare<[string], number>('SELECT id FROM company WHERE symbol = ?').pluck();
  }

  of(symbol: string): number {
    const known = this.#find.get(symbol) ?? namedElsewhere(this.#store, symbol)?.id;
    if (known !== undefined) return known;
    this.#insert.run(symbol);
    const id = this.#find.get(symbol);
    if (id === undefined) throw new Error(`no company row for ${symbol}`);
    return id;
  }
}

/** What is stored of a company. */
export interface NamedCompany {
  name: string | null;
  sector: string | null;
}

/** Stores the names and sectors of companies. */
export class CompanyWriter {
  readonly #store: WritableStore;
  readonly #find: Statement<[string], NamedCompany & { id: number }>;
  readonly #insert: Statement;
  readonly #update: Statement;
  readonly #alias: Statement;
  readonly #spelling: Statement;
  readonly #source: number;

  constructor(store: WritableStore, source: number) {
    const { db } = store;
    this.#store = store;
    this.#source = source;
    this.#find = db.prepare('SELECT id, name, sector FROM company WHERE symbol = ?');
    this.#insert = db.prepare(
      `INSERT INTO company (id, symbol, name, sector) VALUES (${nextCompany}, ?, ?, ?)`,
    );
    this.#update = db.prepare('UPDATE company SET name = ?, sector = ? WHERE id = ?');
    this.#alias = db.prepare(
      'INSERT INTO company_alias (company_id, name, documents) VALUES (?, ?, 0) ON CONFLICT DO NOTHING',
    );
    this.#spelling = db.prepare(
      'INSERT INTO spelling (source_file, company_id, name, documents) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING',
    );
  }

  /** The company of a ticker, or of another spelling of it that has this name or none. */
  find(symbol: string, name: string): (NamedCompany & { id: number }) | null {
    const exact = this.#find.get(symbol);
    if (exact !== undefined) return exact;
    const other = meantElsewhere(this.#store, symbol, name);
    return other === null ? null : (this.#find.get(other.symbol) ?? null);
  }

  /** To be called when a company was named: what other spellings of its ticker have is its own. */
  join(id: number, symbol: string): void {
    joinSpellings(this.#store, id, symbol);
  }

  /** Returns its number. */
  add(symbol: string, { name, sector }: NamedCompany): number {
    return Number(this.#insert.run(symbol, name, sector).lastInsertRowid);
  }

  update(id: number, { name, sector }: NamedCompany): void {
    this.#update.run(name, sector, id);
  }

  /** Adds a spelling of a company's name; false: it was there. */
  addAlias(id: number, name: string): boolean {
    this.#spelling.run(this.#source, id, name);
    return this.#alias.run(id, name).changes > 0;
  }
}
