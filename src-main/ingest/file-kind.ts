import { UserError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { companyRow } from './company-list.ts';
import { labelRow } from './label-rows.ts';
import type { RecordReader } from './outcome.ts';
import { priceRow } from './price-rows.ts';
import type { DateOrder } from './reading.ts';
import type { Mapping } from './roles.ts';
import { QuotedStockerBotReader, StockerBotReader } from './stockerbot.ts';
import { TableReader } from './table-reader.ts';
import type { RowReader } from './table-reader.ts';
import type { Table } from './table.ts';
import { schemesOf, textRow } from './text-rows.ts';

/** The kinds of files, as `--as` names them. */
export const kinds = ['stockerbot', 'labels', 'texts', 'prices', 'companies'] as const;
export type Kind = (typeof kinds)[number];
export type TableKind = Exclude<Kind, 'stockerbot'>;

/**
 * The kind that `--as` names; null if it names none.
 *
 * @throws UserError if there is no such kind.
 */
export function namedKind(as: string | null): Kind | null {
  const kind = kinds.find((known) => known === as) ?? null;
  if (as === null || kind !== null) return kind;
  const meant = didYouMean(as, kinds);
  throw new UserError('use', `"${as}" is not a kind of file. The kinds are ${kinds.join(', ')}.${meant}`);
}

/** What a file is, and how it is to be read. */
export type FileKind =
  | { kind: 'stockerbot'; quoted: boolean }
  | { kind: 'labels'; table: Table }
  | { kind: 'companies'; table: Table }
  | { kind: 'texts'; table: Table; dates: DateOrder }
  /** `ticker`: that of a table without a column of tickers. */
  | { kind: 'prices'; table: Table; dates: DateOrder; ticker: string | null };

/** The columns that a kind needs, in words. */
export const needs: Readonly<Record<TableKind, string>> = {
  labels: 'columns for the text and the label',
  texts: 'a column for the text',
  prices: 'columns for the date and the closing price',
  companies: 'columns for the ticker and the name',
};

/** Whether columns are enough for a kind that a user names. */
export function isEnoughFor(kind: TableKind, { text, label, time, ticker, name, close }: Mapping): boolean {
  if (kind === 'labels') return text !== undefined && label !== undefined;
  if (kind === 'texts') return text !== undefined;
  if (kind === 'prices') return time !== undefined && close !== undefined;
  return ticker !== undefined && name !== undefined;
}

/** The kinds that columns tell of by themselves; more than one: only the user knows. */
export function kindsOf(mapping: Mapping): TableKind[] {
  const { text, label, time, ticker } = mapping;
  const found: TableKind[] = [];
  if (text !== undefined) {
    found.push(label !== undefined && time === undefined && ticker === undefined ? 'labels' : 'texts');
  } else if (isEnoughFor('companies', mapping)) found.push('companies');
  if (isEnoughFor('prices', mapping)) found.push('prices');
  return found;
}

/** Reads the records of a file for looking at them: which are read well, and what is wrong with the others. */
export function readerOf(file: FileKind): RecordReader<object> {
  if (file.kind === 'stockerbot') return file.quoted ? new QuotedStockerBotReader() : new StockerBotReader();
  return new TableReader<object>(file.table, rowReaderOf(file));
}

function rowReaderOf(file: Exclude<FileKind, { kind: 'stockerbot' }>): RowReader<object> {
  const { table } = file;
  if (file.kind === 'labels') return labelRow(table);
  if (file.kind === 'companies') return companyRow(table);
  if (file.kind === 'prices') return priceRow(table, file.dates, file.ticker);
  return textRow(table, file.dates, schemesOf(table, null));
}
