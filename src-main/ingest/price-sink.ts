import type { Database, Statement } from 'better-sqlite3';
import type { Price } from '../store/types.ts';
import type { Problem } from './outcome.ts';
import type { PriceRow } from './price-rows.ts';
import type { Fate, Sink, Taken } from './sink.ts';

type StoredPrice = Omit<Price, 'day'> & { file: string; line: number };

/** Stores prices, one a ticker and day. The first one counts: a later one that contradicts it is not taken. */
export class PriceSink implements Sink<PriceRow> {
  readonly #source: number;
  readonly #insertCompany: Statement;
  readonly #findCompany: Statement<[string], number>;
  readonly #insert: Statement;
  readonly #find: Statement<[number, string], StoredPrice>;
  readonly #companies = new Map<string, number>();

  constructor(db: Database, source: number) {
    this.#source = source;
    this.#insertCompany = db.prepare('INSERT INTO company (symbol) VALUES (?) ON CONFLICT DO NOTHING');
    this.#findCompany = db.prepare<[string], number>('SELECT id FROM company WHERE symbol = ?').pluck();
    this.#insert = db.prepare(
      `INSERT INTO price (company_id, day, open, high, low, close, adjusted, volume, source_file, line)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    );
    this.#find = db.prepare(
      `SELECT open, high, low, close, adjusted, volume, s.name AS file, p.line
       FROM price p JOIN source_file s ON s.id = p.source_file WHERE company_id = ? AND day = ?`,
    );
  }

  take(records: readonly Taken<PriceRow>[]): Fate[] {
    return records.map(({ value, place: { line } }): Fate => {
      const { symbol, day, open, high, low, close, adjusted, volume } = value;
      const company = this.#companyOf(symbol);
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
      if (changes > 0) return 'accepted';
      const stored = this.#find.get(company, day);
      if (stored === undefined) throw new Error(`no price row for ${symbol} on ${day}`);
      return contradiction(value, stored) ?? 'duplicate';
    });
  }

  #companyOf(symbol: string): number {
    let id = this.#companies.get(symbol);
    if (id === undefined) {
      this.#insertCompany.run(symbol);
      id = this.#findCompany.get(symbol);
      if (id === undefined) throw new Error(`no company row for ${symbol}`);
      this.#companies.set(symbol, id);
    }
    return id;
  }
}

function contradiction(row: PriceRow, stored: StoredPrice): Problem | null {
  const figure = (['open', 'high', 'low', 'close', 'adjusted', 'volume'] as const).find(
    (name) => row[name] !== stored[name],
  );
  if (figure === undefined) return null;
  const told = (value: number | null): string => (value === null ? 'none' : String(value));
  return {
    kind: 'conflict',
    column: figure,
    message:
      `${figure} ${told(row[figure])} of ${row.symbol} on ${row.day} contradicts ${told(stored[figure])}, ` +
      `given in line ${stored.line} of ${stored.file}; the first one counts`,
  };
}
