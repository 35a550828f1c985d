import type { TimeFormat } from './moments.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf, valueOf } from './table.ts';
import type { Table } from './table.ts';
import { textRow } from './text-rows.ts';
import type { TextRow } from './text-rows.ts';
import { mentionedCompanies } from './tweet.ts';

/** Reads rows of a StockerBot export, whose columns stand where its heading says; labels are read with them. */
export function stockerBotRow(
  table: Table,
  dates: TimeFormat,
  schemes: readonly string[],
): RowReader<TextRow> {
  const { ticker: _tickers, name: _names, ...mapping } = table.mapping;
  const ofText = textRow({ ...table, mapping }, dates, schemes);
  const symbolsOf = valueOf(table, 'ticker');
  const namesOf = valueOf(table, 'name');
  const verified = columnOf(table, 'verified');
  return (fields) => {
    const text = ofText(fields);
    if ('kind' in text) return text;
    if (text.publishedAt === null) {
      return { kind: 'timestamp', column: 'timestamp', message: 'the record has no timestamp' };
    }
    if (verified !== -1 && (fields[verified] ?? '').trim() === '') {
      const message = 'the record does not say whether the account is verified, as True or False does';
      return { kind: 'verified', column: 'verified', message };
    }
    const symbols = symbolsOf(fields);
    const companies = mentionedCompanies(symbols, namesOf(fields));
    if (companies === null) {
      return { kind: 'symbols', column: 'symbols', message: `"${symbols.slice(0, 64)}" is not a ticker` };
    }
    return { ...text, companies };
  };
}
