import { cleanText } from '../text/clean.ts';
import { labelColumns } from './label-columns.ts';
import { tooLong } from './label-rows.ts';
import { readMoment } from './moments.ts';
import type { TimeFormat } from './moments.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf, valueOf } from './table.ts';
import type { Table } from './table.ts';
import { notTicker, tickersOf } from './tickers.ts';
import { verifiedOf } from './tweet.ts';
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
export function textRow(table: Table, dates: TimeFormat, schemes: readonly string[]): RowReader<TextRow> {
  const valueIn = {
    text: valueOf(table, 'text'),
    time: valueOf(table, 'time'),
    ticker: valueOf(table, 'ticker'),
    verified: valueOf(table, 'verified'),
  };
  const column = {
    name: columnOf(table, 'name'),
    author: columnOf(table, 'author'),
    url: columnOf(table, 'url'),
  };
  const columns = labelColumns(table);
  return (fields) => {
    const text = cleanText(valueIn.text(fields));
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    const time = valueIn.time(fields).trim();
    const moment = time === '' ? { at: null } : readMoment(time, dates);
    if ('problem' in moment) return { kind: 'time', column: 'time', message: moment.problem };
    const tickers = valueIn.ticker(fields);
    const symbols = tickersOf(tickers);
    const strange = notTicker(tickers, symbols);
    if (strange !== null) {
      return { kind: 'ticker', column: 'ticker', message: `"${strange.slice(0, 64)}" is not a ticker` };
    }
    const flag = valueIn.verified(fields).trim();
    const verified = flag === '' ? false : verifiedOf(flag);
    if (verified === null) {
      const message = `"${flag.slice(0, 64)}" does not say whether the account is verified, as True or False does`;
      return { kind: 'verified', column: 'verified', message };
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
      publishedAt: moment.at,
      author: fields[column.author]?.trim() || null,
      url: fields[column.url]?.trim() || null,
      verified,
      companies: symbols.map((symbol) => ({ symbol, name })),
      labels,
    };
  };
}
