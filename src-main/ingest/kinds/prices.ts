import { dateOrderOf } from '../date-order.ts';
import { evidenceAgainst } from '../evidence.ts';
import type { Contradiction } from '../evidence.ts';
import { sampleRecords } from '../layout.ts';
import type { Layout } from '../layout.ts';
import type { Line } from '../lines.ts';
import type { RecordReader } from '../outcome.ts';
import { PREVIEW_ROWS, checkedRows } from '../preview.ts';
import { PriceBlockReader, priceBlocks } from '../price-blocks.ts';
import type { PriceBlocks } from '../price-blocks.ts';
import { priceColumns } from '../price-columns.ts';
import { priceJumps, priceNotation } from '../price-notation.ts';
import { repeatedDay } from '../price-days.ts';
import { priceRow } from '../price-rows.ts';
import type { Figure, PriceNotation, PriceRow } from '../price-rows.ts';
import { PriceSink, keptPriceSchema } from '../price-sink.ts';
import { retaken } from '../retaken.ts';
import { optionOfTable } from '../reading-option.ts';
import type { Reading } from '../reading.ts';
import type { Sample } from '../sample.ts';
import { TableReader } from '../table-reader.ts';
import type { Table } from '../table.ts';
import { tickerOfName } from '../ticker-of-name.ts';
import type { Question, RecognisedFile, TableKind } from './kind.ts';
import { tableFile, tableOptions } from './table-kind.ts';

/** Prices by day: of the tickers in a column, of tickers with columns of their own, or of one ticker. */
export const prices: TableKind<'prices'> = {
  form: 'table',
  name: 'prices',
  title: 'prices',
  description: 'prices',
  roles: ['time', 'ticker', 'open', 'high', 'low', 'close', 'adjusted', 'volume'],
  needs: ['time', 'close'],
  recognise: ({ time, close, adjusted }) =>
    time !== undefined && (close !== undefined || adjusted !== undefined),
  readsLines: false,
  retaken: retaken(keptPriceSchema, (store, source) => new PriceSink(store, source, false)),
  options: (sample) => tableOptions(prices, sample),
  ownTable(sample, layout) {
    const blocks = blocksOf(sample, layout);
    return blocks === null ? null : tableOfBlocks(layout, blocks);
  },
  open(table, sample) {
    const blocks = blocksOf(sample, table.layout);
    return blocks === null ? openTable(table, sample) : openBlocks(table, blocks, sample);
  },
};

/** A table of one price a row. */
function openTable(asked: Table, sample: Sample): RecognisedFile {
  const { path, lines, reading } = sample;
  const rows = rowsOf(asked, lines);
  const { table, columns, ...found } = priceColumns(asked, rows, reading);
  const { dates, questions } = dateOrderOf(table, sample);
  const named = columns.ticker === -1;
  const { ticker, ...ofTicker } = named
    ? tickerOfFile(path, reading.ticker, sample.knowsTicker ?? (() => false))
    : { ticker: null, questions: [], assumptions: notUsed(reading.ticker) };
  const readerOf = (notation: PriceNotation): RecordReader<PriceRow> =>
    new TableReader(table, priceRow(columns, notation, ticker));
  const read = (notation: PriceNotation) => readAll(readerOf(notation), lines);
  const { notation, questions: ofNumbers } = priceNotation({
    dates,
    decimal: reading.decimal,
    delimiter: delimiterOf(table),
    rows,
    columns: [columns],
    read,
  });
  const again = repeatedDay(read(notation), named && reading.ticker === null);
  return tableFile(table, {
    kind: prices,
    row: priceRow(columns, notation, ticker),
    settings: ['dates', 'zone', 'decimal', ...(named ? ['ticker' as const] : [])],
    questions: [
      ...found.questions,
      ...questions,
      ...ofNumbers,
      ...(again === null ? [] : [again]),
      ...ofTicker.questions,
    ],
    assumptions: [...found.assumptions, ...ofTicker.assumptions],
    ...contradictionOf(reading),
    store: (target) =>
      target.pump(readerOf(notation), new PriceSink(target.store, target.source, reading.decimal === null)),
  });
}

/** A table of the prices of several tickers a row. */
function openBlocks(table: Table, blocks: PriceBlocks, sample: Sample): RecognisedFile {
  const { lines, reading } = sample;
  const { dates, questions } = dateOrderOf(table, sample);
  const readerOf = (notation: PriceNotation): RecordReader<PriceRow> =>
    new PriceBlockReader(table.layout, blocks, ({ columns, ticker }) => priceRow(columns, notation, ticker));
  const { notation, questions: ofNumbers } = priceNotation({
    dates,
    decimal: reading.decimal,
    delimiter: delimiterOf(table),
    rows: rowsOf(table, lines),
    columns: blocks.blocks.map(({ columns }) => columns),
    read: (tried) => readAll(readerOf(tried), lines),
  });
  const again = repeatedDay(readAll(readerOf(notation), lines), false);
  const tickers = blocks.blocks.map(({ ticker }) => ticker);
  const file = tableFile(table, {
    kind: prices,
    // Whoever reads rows one by one sees the first ticker; all that is counted or stored is read by the blocks.
    row: priceRow(blocks.blocks[0]!.columns, notation, tickers[0]!),
    settings: ['dates', 'zone', 'decimal'],
    questions: [...questions, ...ofNumbers, ...(again === null ? [] : [again])],
    assumptions: [`prices of ${listed(tickers)}, named by the heading`, ...notUsed(reading.ticker)],
    store: (target) =>
      target.pump(readerOf(notation), new PriceSink(target.store, target.source, reading.decimal === null)),
  });
  const reader = (): RecordReader<PriceRow> => readerOf(notation);
  return {
    ...file,
    reader,
    evidence: (parts) =>
      evidenceAgainst(parts, () => readerOf(notation), contradictionOf(reading).contradiction),
    option: (all) => optionOfTable(table, all, reader),
    rows: (all) =>
      checkedRows(table, all, reader())
        .filter(({ line }) => line > blocks.headingLine)
        .slice(0, PREVIEW_ROWS),
  };
}

/** Whoever says where columns or the heading are knows better than the shape of a heading. */
function blocksOf({ lines, reading }: Sample, layout: Layout): PriceBlocks | null {
  const asks = reading.heading !== null || Object.keys(reading.columns).length > 0;
  return asks ? null : priceBlocks(lines, layout);
}

function tableOfBlocks(layout: Layout, { headingLine, heading, blocks }: PriceBlocks): Table {
  const columnsOf = (figure: Figure | 'time'): number[] => [
    ...new Set(blocks.map(({ columns }) => columns[figure]).filter((column) => column !== -1)),
  ];
  const roles = ['time', 'open', 'high', 'low', 'close', 'adjusted', 'volume'] as const;
  const mapping = Object.fromEntries(
    roles.map((role) => [role, columnsOf(role)] as const).filter(([, columns]) => columns.length > 0),
  );
  return { layout, headingLine, heading, width: heading.length, mapping };
}

/** Whoever says how the numbers are written knows that a price which is off by 1000 is right. */
function contradictionOf({ decimal }: Reading): { contradiction?: Contradiction<PriceRow> } {
  return decimal === null ? { contradiction: priceJumps } : {};
}

/** The first rows of a table as they are written. */
function rowsOf({ layout, headingLine, width }: Table, lines: readonly Line[]): string[][] {
  return sampleRecords(lines, layout)
    .filter(({ place, fields }) => place.line > headingLine && fields.length === width)
    .map(({ fields }) => fields);
}

function readAll(reader: RecordReader<PriceRow>, lines: readonly Line[]) {
  return [...reader.read(lines), ...reader.end()];
}

function delimiterOf({ layout }: Table): string | null {
  return layout.form === 'delimited' ? layout.delimiter : null;
}

const SHOWN_TICKERS = 5;

function listed(tickers: readonly string[]): string {
  const more = tickers.length - SHOWN_TICKERS;
  return tickers.slice(0, SHOWN_TICKERS).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function notUsed(ticker: string | null): string[] {
  return ticker === null ? [] : [`the file names its tickers, so the ticker ${ticker} was not used`];
}

/** Lets rows be looked at while their ticker is not known; nothing is stored before the question for it is answered. */
const UNKNOWN_TICKER = 'TICKER';

const whichTicker: Question = {
  message: 'it has the prices of one ticker, but does not name it.',
  remedies: [{ setting: 'ticker', values: [] }],
};

/** The ticker of a table that names none: as the user says, or as its name does. */
function tickerOfFile(path: string, given: string | null, isKnown: (symbol: string) => boolean) {
  if (given !== null) return { ticker: given, questions: [], assumptions: [`prices of ${given}`] };
  const named = tickerOfName(path, isKnown);
  return named === null
    ? { ticker: UNKNOWN_TICKER, questions: [whichTicker], assumptions: [] }
    : { ticker: named, questions: [], assumptions: [`prices of ${named}, going by the file name`] };
}
