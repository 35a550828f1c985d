/** Files of prices with a column per figure and ticker, as yfinance and pandas write them. */
import { counted } from '../counted.ts';
import type { CsvRecord } from './csv-records.ts';
import { recordsOf, sampleRecords } from './layout.ts';
import type { Layout } from './layout.ts';
import type { Line } from './lines.ts';
import { parseDay } from './moments.ts';
import type { Outcome, RecordReader } from './outcome.ts';
import { figures } from './price-rows.ts';
import type { Figure, PriceColumns, PriceRow } from './price-rows.ts';
import { rolesOfHeading } from './roles.ts';
import type { RowReader } from './table-reader.ts';
import { looksLikeTicker } from './ticker-of-name.ts';
import { isNothing, SYMBOL } from './tickers.ts';

/** The prices of one ticker in such a file. */
export interface PriceBlock {
  ticker: string;
  columns: PriceColumns;
}

export interface PriceBlocks {
  /** The last line of the heading, from 1. */
  headingLine: number;
  /** What its columns are called, all rows of the heading together. */
  heading: string[];
  blocks: PriceBlock[];
}

/** Headings have up to three rows; a row of row numbers more does no harm. */
const MAX_HEADING_ROWS = 4;
const currencies = new Set(Intl.supportedValuesOf('currency'));

/**
 * The tickers of a file whose heading, of one to three rows, names a figure and a ticker for each column; null if it
 * does not. Where a row of the heading names only the first of several columns, as merged cells do, it counts for the
 * columns after it, unless a ticker would have a figure twice.
 */
export function priceBlocks(lines: readonly Line[], layout: Layout): PriceBlocks | null {
  if (layout.form !== 'delimited') return null;
  const records = sampleRecords(lines, layout).slice(0, MAX_HEADING_ROWS + 1);
  const first = records.findIndex(({ fields }) => dayColumn(fields) !== -1);
  const data = records[first];
  if (first < 1 || data === undefined) return null;
  const time = dayColumn(data.fields);
  const width = data.fields.length;
  const rows = records.slice(0, first).map(({ fields }) => fields.map((field) => field.trim()));
  const named = rows.length === 1 ? namesOfOneRow(rows[0]!) : namesOfRows(rows, time, width);
  if (named === null) return null;
  const blocks = blocksOf(named, time);
  if (blocks === null) return null;
  const heading = Array.from({ length: width }, (_, column) => {
    const found = named.get(column);
    if (found !== undefined) return `${found.figure} ${found.ticker}`;
    return column === time
      ? 'date'
      : rows
          .map((row) => row[column] ?? '')
          .join(' ')
          .trim();
  });
  return { headingLine: records[first - 1]!.place.line, heading, blocks };
}

type Named = Map<number, { figure: Figure; ticker: string }>;

/** The column of the day in a first record, or -1. A row number may stand before it. */
function dayColumn(fields: readonly string[]): number {
  return fields
    .slice(0, 2)
    .findIndex((field) => ['ymd', 'mdy', 'dmy'].some((order) => isDay(field.trim(), order)));
}

function isDay(field: string, order: string): boolean {
  return parseDay(field, order === 'mdy' || order === 'dmy' ? order : 'ymd') !== null;
}

/** The figure that a cell of a heading names; pandas numbers those that come back (`Close.1`). */
function figureOf(cell: string): Figure | null {
  const roles = rolesOfHeading([cell.replace(/\.\d+$/, '')]);
  return figures.find((figure) => roles[figure] !== undefined) ?? null;
}

function namesOfRows(rows: readonly string[][], time: number, width: number): Named | null {
  const columns = Array.from({ length: width }, (_, column) => column).filter((column) => column > time);
  const count = (row: readonly string[], is: (cell: string) => boolean): number =>
    columns.filter((column) => is(row[column] ?? '')).length;
  const figureRow = rows.toSorted(
    (a, b) => count(b, (cell) => figureOf(cell) !== null) - count(a, (cell) => figureOf(cell) !== null),
  )[0]!;
  const others = rows.filter((row) => row !== figureRow);
  const tickerRow = others.toSorted((a, b) => count(b, isTicker) - count(a, isTicker))[0]!;
  if (count(figureRow, (cell) => figureOf(cell) !== null) === 0) return null;
  // Its cells are tickers or empty; units and types of columns are neither.
  if (count(tickerRow, isTicker) === 0) return null;
  if (count(tickerRow, (cell) => cell !== '' && !isTicker(cell)) > 0) return null;
  const names: Named = new Map();
  let ticker = '';
  let figure = '';
  for (const column of columns) {
    ticker = tickerRow[column] || ticker;
    figure = figureRow[column] || figure;
    const known = figureOf(figure);
    if (known !== null && ticker !== '') names.set(column, { figure: known, ticker });
    else if (known !== null) return null;
  }
  return names;
}

function isTicker(cell: string): boolean {
  return SYMBOL.test(cell) && !/\p{Ll}/u.test(cell) && figureOf(cell) === null && !currencies.has(cell);
}

const FIGURE = String.raw`adj[ _.]?close|adjusted|open|high|low|close|volume`;
const TOGETHER = [
  /^\(\s*['"](?<figure>[^'"]*)['"]\s*,\s*['"](?<ticker>[^'"]+)['"]\s*\)$/,
  /^\(\s*['"](?<ticker>[^'"]+)['"]\s*,\s*['"](?<figure>[^'"]*)['"]\s*\)$/,
  new RegExp(String.raw`^(?<figure>${FIGURE})[ _.|:/-]+(?<ticker>\S+)$`, 'i'),
  new RegExp(String.raw`^(?<ticker>\S+?)[ _.|:/-]+(?<figure>${FIGURE})$`, 'i'),
];

/** `Close_ACME`, `ACME.Close`, `('Close', 'ACME')`. A column that is only called `Close` speaks against it. */
function namesOfOneRow(row: readonly string[]): Named | null {
  const names: Named = new Map();
  for (const [column, cell] of row.entries()) {
    if (figureOf(cell) !== null) return null;
    for (const pattern of TOGETHER) {
      const { figure = '', ticker = '' } = pattern.exec(cell)?.groups ?? {};
      const known = figureOf(figure);
      if (known === null || !looksLikeTicker(ticker) || !isTicker(ticker)) continue;
      names.set(column, { figure: known, ticker });
      break;
    }
  }
  return names.size === 0 ? null : names;
}

/** null where a ticker has a figure twice or no closing price. */
function blocksOf(names: Named, time: number): PriceBlock[] | null {
  const blocks = new Map<string, Record<Figure | 'time' | 'ticker', number>>();
  for (const [column, { figure, ticker }] of names) {
    const columns = blocks.get(ticker) ?? {
      time,
      ticker: -1,
      open: -1,
      high: -1,
      low: -1,
      close: -1,
      adjusted: -1,
      volume: -1,
    };
    if (columns[figure] !== -1) return null;
    columns[figure] = column;
    blocks.set(ticker, columns);
  }
  const found = [...blocks].map(([ticker, columns]) => ({ ticker, columns }));
  return found.every(({ columns }) => columns.close !== -1) ? found : null;
}

/** Reads such a file: a row is one record for each ticker that has any figure on its day. */
export class PriceBlockReader implements RecordReader<PriceRow> {
  readonly #width: number;
  readonly #headingLine: number;
  readonly #blocks: readonly { figures: readonly number[]; read: RowReader<PriceRow> }[];
  readonly #records;

  /** @param rowOf the reader of the rows of a ticker */
  constructor(
    layout: Layout,
    { heading, headingLine, blocks }: PriceBlocks,
    rowOf: (block: PriceBlock) => RowReader<PriceRow>,
  ) {
    this.#width = heading.length;
    this.#headingLine = headingLine;
    this.#records = recordsOf(layout);
    this.#blocks = blocks.map((block) => ({
      figures: figures.map((figure) => block.columns[figure]),
      read: rowOf(block),
    }));
  }

  read(lines: readonly Line[]): Outcome<PriceRow>[] {
    return this.#records.read(lines).flatMap((record) => this.#outcomes(record));
  }

  end(): Outcome<PriceRow>[] {
    return this.#records.end().flatMap((record) => this.#outcomes(record));
  }

  #outcomes({ fields, place, overlong, problem }: CsvRecord): Outcome<PriceRow>[] {
    if (place.line <= this.#headingLine) return [];
    const wrong = (kind: string, message: string): Outcome<PriceRow>[] => [
      { place, ok: false, problem: { kind, column: null, message } },
    ];
    if (overlong) return wrong('length', 'the line is longer than a record can be');
    if (problem !== null) return [{ place, ok: false, problem }];
    if (fields.length !== this.#width) {
      return wrong('columns', `${counted(fields.length, 'column')} instead of ${this.#width}`);
    }
    const traded = this.#blocks.filter((block) =>
      block.figures.some((column) => column !== -1 && !isNothing((fields[column] ?? '').trim())),
    );
    if (traded.length === 0) return wrong('close', 'no ticker has a price in this row');
    return traded.map(({ read }): Outcome<PriceRow> => {
      const row = read(fields);
      return 'kind' in row ? { place, ok: false, problem: row } : { place, ok: true, value: row };
    });
  }
}
