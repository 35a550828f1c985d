import { z } from 'zod';
import { CompanyWriter } from '../store/company-writer.ts';
import type { WritableStore } from '../store/store.ts';
import type { Sink, StoreOutcome, Taken } from './sink.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';

/** What a list of companies says of one. */
export const listedCompanySchema = z.object({
  symbol: z.string(),
  name: z.string(),
  sector: z.string().nullable(),
});
export type ListedCompany = z.infer<typeof listedCompanySchema>;

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
 * Every record is kept, since which name a company has depends on all lists.
 */
export class CompanySink implements Sink<ListedCompany> {
  readonly #companies: CompanyWriter;
  #kept: ReadonlyMap<number, ListedCompany> = new Map();

  constructor(store: WritableStore, source: number) {
    this.#companies = new CompanyWriter(store, source);
  }

  take(records: readonly Taken<ListedCompany>[]): StoreOutcome[] {
    this.#kept = new Map(records.map(({ value }, i) => [i, value]));
    return records.map(({ value: { symbol, name, sector } }): StoreOutcome => {
      const found = this.#companies.find(symbol, name);
      if (found === null) {
        this.#companies.addAlias(this.#companies.add(symbol, { name, sector }), name);
        return 'accepted';
      }
      const named = {
        name: sector === null ? (found.name ?? name) : name,
        sector: sector ?? found.sector,
      };
      const isAdded = this.#companies.addAlias(found.id, name);
      if (named.name === found.name && named.sector === found.sector) {
        return isAdded ? 'accepted' : 'duplicate';
      }
      this.#companies.update(found.id, named);
      this.#companies.join(found.id, symbol);
      return 'accepted';
    });
  }

  kept(): ReadonlyMap<number, ListedCompany> {
    return this.#kept;
  }
}
