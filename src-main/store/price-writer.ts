import type { Statement } from 'better-sqlite3';
import { CompanyIds } from './company-writer.ts';
import type { WritableStore } from './store.ts';
import type { Price } from './types.ts';

/** Prices of a day, with the number, name and line of the source file that gave them. */
export type StoredPrice = Omit<Price, 'day'> & { source: number; file: string; line: number };

/** Stores the prices of a source file, one a ticker and day; creates companies when they are first priced. */
export class PriceWriter {
  readonly #source: number;
  readonly #insert: Statement;
  readonly #find: Statement<[number, string], StoredPrice>;
  readonly #companies: CompanyIds;
  readonly #ids = new Map<string, number>();

  constructor(store: WritableStore, source: number) {
    this.#source = source;
    this.#companies = new CompanyIds(store);
    this.#insert = store.db.prepare(
      `INSERT INTO price (company_id, day, open, high, low, close, adjusted, volume, source_file, line)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#find = store.db.prepare(
      `SELECT open, high, low, close, adjusted, volume, s.id AS source, s.name AS file, p.line
       FROM price p JOIN source_file s ON s.id = p.source_file WHERE company_id = ? AND day = ?`,
    );
  }

  /** Stores a price; null: done, else the one of the ticker and day that is there. */
  add(symbol: string, price: Price, line: number): StoredPrice | null {
    const { day, open, high, low, close, adjusted, volume } = price;
    const company = this.#idOf(symbol);
    const { changes } = this.#insert.run(
      company,
      day,
      open,
      high,
      low,
      close,
      adjusted,
      volume,
      this.#source,
      line,
    );
    if (changes > 0) return null;
    const stored = this.#find.get(company, day);
    if (stored === undefined) throw new Error(`no price row for ${symbol} on ${day}`);
    return stored;
  }

  #idOf(symbol: string): number {
    let id = this.#ids.get(symbol);
    if (id === undefined) {
      id = this.#companies.of(symbol);
      this.#ids.set(symbol, id);
    }
    return id;
  }
}
