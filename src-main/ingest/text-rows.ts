import { cleanText } from '../text/clean.ts';
import { bareSymbol } from '../ticker.ts';
import { labelColumns } from './label-columns.ts';
import { tooLong } from './label-rows.ts';
import { parseMoment } from './moments.ts';
import type { DateOrder } from './reading.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';
import { SYMBOL } from './tweet.ts';
import type { Tweet } from './tweet.ts';

/** A text with what its row says of it. */
export interface TextRow extends Tweet {
  labels: { scheme: string; value: string }[];
}

/** The schemes of a table's label columns by their headings, in the order of the columns. */
export function schemesOf(table: Table): string[] {
  return labelColumns(table).map(({ scheme }) => scheme);
}

/** Label columns as a user can name them: by their headings, or by their numbers from 1. */
export function labelColumnNames(table: Table): string[] {
  return labelColumns(table).map(({ name }) => name);
}

/** Reads rows of texts, with a time, tickers, an author, a link and labels where the table has them. */
export function textRow(table: Table, dates: DateOrder, schemes: readonly string[]): RowReader<TextRow> {
  const column = {
    text: columnOf(table, 'text'),
    time: columnOf(table, 'time'),
    ticker: columnOf(table, 'ticker'),
    name: columnOf(table, 'name'),
    author: columnOf(table, 'author'),
    url: columnOf(table, 'url'),
  };
  const columns = labelColumns(table);
  return (fields) => {
    const text = cleanText(fields[column.text] ?? '');
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    const time = fields[column.time]?.trim() ?? '';
    const publishedAt = time === '' ? null : parseMoment(time, dates);
    if (publishedAt === null && time !== '') {
      return { kind: 'time', column: 'time', message: `"${time.slice(0, 64)}" is neither a date nor a time` };
    }
    const symbols = tickersOf(fields[column.ticker] ?? '');
    const strange = symbols.find((symbol) => !SYMBOL.test(symbol));
    if (strange !== undefined) {
      return { kind: 'ticker', column: 'ticker', message: `"${strange.slice(0, 64)}" is not a ticker` };
    }
    const labels = columns
      .map((label, i) => ({ scheme: schemes[i]!, value: label.read(fields) }))
      .filter(({ value }) => value !== '');
    for (const { value } of labels) {
      const problem = tooLong(value, table);
      if (problem !== null) return problem;
    }
    const name = symbols.length === 1 ? (fields[column.name]?.trim() ?? '') : '';
    return {
      text,
      publishedAt,
      author: fields[column.author]?.trim() || null,
      url: fields[column.url]?.trim() || null,
      verified: false,
      companies: symbols.map((symbol) => ({ symbol, name })),
      labels,
    };
  };
}

/** The tickers of a cell, with or without their dollar signs, between blanks, commas, semicolons or bars. */
function tickersOf(cell: string): string[] {
  return cell
    .split(/[\s,;|]+/)
    .map(bareSymbol)
    .filter((symbol) => symbol !== '');
}
