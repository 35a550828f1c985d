import { CompanySink, companyRow } from '../company-list.ts';
import { TableReader } from '../table-reader.ts';
import type { TableKind } from './kind.ts';
import { tableFile, tableOptions } from './table-kind.ts';

/** Names of companies, and their sectors. */
export const companies: TableKind<'companies'> = {
  form: 'table',
  name: 'companies',
  title: 'company names',
  description: 'tickers and names',
  roles: ['ticker', 'name', 'sector'],
  needs: ['ticker', 'name'],
  // With a day and a price in each row, it lists prices.
  recognise: ({ text, ticker, name, time, close }) =>
    text === undefined &&
    ticker !== undefined &&
    name !== undefined &&
    (time === undefined || close === undefined),
  readsLines: false,
  options: (sample) => tableOptions(companies, sample),
  open(table) {
    const row = companyRow(table);
    return tableFile(table, {
      kind: companies,
      row,
      store: ({ store, pump }) => pump(new TableReader(table, row), new CompanySink(store)),
    });
  },
};
