import { CompanyWriter } from '../store/company-writer.ts';
import type { WritableStore } from '../store/store.ts';
import type { Sink, StoreOutcome, Taken } from './sink.ts';
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
  readonly #companies: CompanyWriter;

  constructor(store: WritableStore) {
    this.#companies = new CompanyWriter(store);
  }

  take(records: readonly Taken<ListedCompany>[]): StoreOutcome[] {
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
}
