/** Where the prices of a table stand: its columns by their headings, checked against what the first rows hold. */
import type { Question } from './kinds/kind.ts';
import { parseDay } from './moments.ts';
import { figures } from './price-rows.ts';
import type { PriceColumns } from './price-rows.ts';
import { dateOrders } from './reading.ts';
import type { Reading } from './reading.ts';
import { rolesOfHeading } from './roles.ts';
import type { Role } from './roles.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';
import { isNothing, SYMBOL } from './tickers.ts';

export interface FoundColumns {
  /** The table with the columns that were found. */
  table: Table;
  columns: PriceColumns;
  questions: Question[];
  /** What was done that the heading does not say. */
  assumptions: string[];
}

type Rows = readonly (readonly string[])[];

/** @param rows the fields of the first rows, without the heading */
export function priceColumns(asked: Table, rows: Rows, reading: Reading): FoundColumns {
  const table = withTickers(withDays(asked, rows, reading), rows);
  const of = (role: Role): number => columnOf(table, role);
  const columns = {
    time: of('time'),
    ticker: of('ticker'),
    open: of('open'),
    high: of('high'),
    low: of('low'),
    close: of('close'),
    adjusted: of('adjusted'),
    volume: of('volume'),
  };
  const questions = [namedTwice(table, reading), whichTickers(table, rows, reading)];
  const assumptions: string[] = [];
  if (columns.close === -1) {
    const name = nameOf(table, columns.adjusted);
    questions.unshift({
      message:
        `it has adjusted closing prices only ("${name}"). They can be stored as its closing prices; opening prices, ` +
        'highs and lows that are not adjusted are then left out.',
      remedies: [{ setting: 'columns', values: [`close=${name}`] }],
    });
    columns.close = columns.adjusted;
    columns.adjusted = -1;
  }
  const raw = (['open', 'high', 'low'] as const).filter(
    (figure) => columns[figure] !== -1 && !isAdjusted(table, columns[figure]),
  );
  if (isAdjusted(table, columns.close) && raw.length > 0) {
    for (const figure of raw) columns[figure] = -1;
    assumptions.push(
      `the closing prices are adjusted ("${nameOf(table, columns.close)}"), so ${raw.join(', ')} are left out`,
    );
  }
  return { table, columns, questions: questions.filter((question) => question !== null), assumptions };
}

function nameOf({ heading }: Table, column: number): string {
  return heading?.[column] || String(column + 1);
}

function isAdjusted(table: Table, column: number): boolean {
  return /adj/i.test(table.heading?.[column] ?? '');
}

/** Of several columns that are called dates or times, the one whose cells are days. */
function withDays(table: Table, rows: Rows, { columns }: Reading): Table {
  if (columns.time !== undefined || table.heading === null) return table;
  const days = (column: number): number =>
    rows.filter((row) => dateOrders.some((order) => parseDay(row[column]?.trim() ?? '', order) !== null))
      .length;
  const dated = table.heading.flatMap((name, column) =>
    rolesOfHeading([name]).time === undefined ? [] : [column],
  );
  const [best] = [...(table.mapping.time ?? []), ...dated].toSorted((a, b) => days(b) - days(a));
  return best === undefined ? table : { ...table, mapping: { ...table.mapping, time: [best] } };
}

/** A column of names whose cells are all tickers is one of tickers. */
function withTickers(table: Table, rows: Rows): Table {
  const { name, ...mapping } = table.mapping;
  const column = name?.[0];
  if (mapping.ticker !== undefined || column === undefined || !areTickers(rows, column)) return table;
  return { ...table, mapping: { ...mapping, ticker: [column] } };
}

/** Whether cells are tickers as a column of them has: in capitals, and one in every row. */
function areTickers(rows: Rows, column: number): boolean {
  return (
    rows.length > 0 &&
    rows.every((row) => {
      const cell = row[column]?.trim() ?? '';
      return !isNothing(cell) && SYMBOL.test(cell) && /\p{Lu}/u.test(cell) && !/\p{Ll}/u.test(cell);
    })
  );
}

/** Several columns of one name, as a file of several tickers has whose second heading was lost. */
function namedTwice({ heading, mapping }: Table, reading: Reading): Question | null {
  const names = (heading ?? []).map((name) => name.replace(/\.\d+$/, ''));
  for (const figure of ['close', ...figures] as const) {
    const [column] = mapping[figure] ?? [];
    if (column === undefined || reading.columns[figure] !== undefined) continue;
    const same = names.flatMap((name, at) => (name === names[column] ? [at] : []));
    if (same.length < 2) continue;
    return {
      message:
        `${same.length} of its columns are called "${names[column]}", ` +
        'and nothing says which of them belong to which ticker.',
      remedies: [{ setting: 'columns', values: same.map((at) => `${figure}=${at + 1}`) }],
    };
  }
  return null;
}

/** What a table without a column of tickers must be asked, where another column tells several of them apart. */
function whichTickers({ heading, width, mapping }: Table, rows: Rows, reading: Reading): Question | null {
  if (mapping.ticker !== undefined) return null;
  const distinct = (column: number): number => new Set(rows.map((row) => row[column]?.trim() ?? '')).size;
  const used = new Set(Object.values(mapping).flat());
  const [name] = mapping.name ?? [];
  if (name !== undefined && distinct(name) > 1) {
    return {
      message: `it has the prices of several companies ("${heading?.[name] || name + 1}"), but no column of tickers.`,
      remedies: [{ setting: 'columns', values: ['ticker=1'] }],
    };
  }
  const column = Array.from({ length: width }, (_, at) => at).find(
    (at) => !used.has(at) && areTickers(rows, at) && (reading.ticker === null || distinct(at) > 1),
  );
  if (column === undefined) return null;
  const named = heading?.[column] || String(column + 1);
  return {
    message: `it does not say which ticker its prices are of; the column "${named}" looks like tickers.`,
    remedies: [
      { setting: 'columns', values: [`ticker=${named}`] },
      ...(distinct(column) > 1 ? [] : [{ setting: 'ticker', values: [] }]),
    ],
  };
}
