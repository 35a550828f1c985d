import { cleanText } from '../text/clean.ts';
import { bareSymbol } from '../ticker.ts';
import { tooLong } from './label-rows.ts';
import { readMoment } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import { schemeOfHeading } from './roles.ts';
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
export function schemesOf({ mapping, heading }: Table): string[] {
  return (mapping.label ?? []).map((column) => schemeOfHeading(heading?.[column]));
}

/** Label columns as a user can name them: by their headings, or by their numbers from 1. */
export function labelColumnNames({ mapping, heading }: Table): string[] {
  return (mapping.label ?? []).map((column) => heading?.[column] || String(column + 1));
}

/** The label column of a scheme (from 0), else the first one; -1: the table has none. */
export function labelColumn({ mapping, heading }: Table, scheme: string | null): number {
  const columns = mapping.label ?? [];
  return columns.find((column) => schemeOfHeading(heading?.[column]) === scheme) ?? columns[0] ?? -1;
}

/** Reads rows of texts, with a time, tickers, an author, a link and labels where the table has them. */
export function textRow(table: Table, dates: TimeFormat, schemes: readonly string[]): RowReader<TextRow> {
  const column = {
    text: columnOf(table, 'text'),
    time: columnOf(table, 'time'),
    ticker: columnOf(table, 'ticker'),
    name: columnOf(table, 'name'),
    author: columnOf(table, 'author'),
    url: columnOf(table, 'url'),
  };
  const labelColumns = table.mapping.label ?? [];
  return (fields) => {
    const text = cleanText(fields[column.text] ?? '');
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    const time = fields[column.time]?.trim() ?? '';
    const moment = time === '' ? { at: null } : readMoment(time, dates);
    if ('problem' in moment) return { kind: 'time', column: 'time', message: moment.problem };
    const symbols = tickersOf(fields[column.ticker] ?? '');
    const strange = symbols.find((symbol) => !SYMBOL.test(symbol));
    if (strange !== undefined) {
      return { kind: 'ticker', column: 'ticker', message: `"${strange.slice(0, 64)}" is not a ticker` };
    }
    const labels = labelColumns
      .map((labelColumn, i) => ({ scheme: schemes[i]!, value: fields[labelColumn]?.trim() ?? '' }))
      .filter(({ value }) => value !== '');
    for (const { value } of labels) {
      const problem = tooLong(value, table);
      if (problem !== null) return problem;
    }
    const name = symbols.length === 1 ? (fields[column.name]?.trim() ?? '') : '';
    return {
      text,
      publishedAt: moment.at,
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
