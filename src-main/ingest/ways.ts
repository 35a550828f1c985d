import { isEnoughFor, readerOf } from './file-kind.ts';
import type { FileKind, TableKind } from './file-kind.ts';
import { fileOf } from './file-of-table.ts';
import { layoutName, sampleRecords } from './layout.ts';
import type { Layout } from './layout.ts';
import { possibleLayouts } from './layouts.ts';
import type { Line } from './lines.ts';
import type { Problem, RecordReader } from './outcome.ts';
import { firstRows } from './preview.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { isHeading } from './stockerbot-line.ts';
import { TableReader } from './table-reader.ts';
import { findTable, usualWidth } from './table.ts';
import type { Table } from './table.ts';
import { tweetOf } from './tweet.ts';
import type { Tweet } from './tweet.ts';

/** A way in which a file could be read. */
export interface Way {
  layout: string;
  headingLine: number;
  reader: () => RecordReader<object>;
  /** Fields of the first record. */
  example: string[];
}

/** Every way to read lines that gives records of a kind; with `kind` null, of any one width. */
export function waysToRead(
  path: string,
  kind: FileKind['kind'] | null,
  lines: readonly Line[],
  reading: Reading,
): Way[] {
  const { dates, ticker, columns } = reading;
  const free = { ...recognisedReading, dates, ticker, columns };
  const layouts = possibleLayouts(path, lines, recognisedReading);
  if (kind === 'stockerbot') return tweetWays(lines, layouts);
  if (kind === null) return layouts.map((layout) => wayOfWidth(anyTable(lines, layout), lines));
  const ways = layouts.flatMap((layout) => tableWays(path, kind, lines, layout, free));
  if (kind === 'texts')
    ways.push(...tableWays(path, kind, lines, { form: 'lines' }, { ...free, columns: {} }));
  return ways;
}

/** The way in which a file that was recognised is read. */
export function wayOfFile(file: FileKind, lines: readonly Line[]): Way {
  if (file.kind === 'stockerbot') return tweetWay(file.quoted, lines);
  return wayOf(file.table, lines, () => readerOf(file));
}

function tableWays(
  path: string,
  kind: TableKind,
  lines: readonly Line[],
  layout: Layout,
  reading: Reading,
): Way[] {
  const table = findTable(lines, layout, reading, (mapping) => isEnoughFor(kind, mapping));
  if (table === null) return [];
  const bare = { ...table, headingLine: 0, heading: null };
  const tables = table.headingLine === 0 ? [table] : [table, bare];
  return tables.map((one) => {
    const file = fileOf(path, kind, one, lines, reading);
    const whole = file.kind === 'prices' ? { ...file, ticker: file.ticker ?? 'TICKER' } : file;
    return wayOf(one, lines, () => readerOf(whole));
  });
}

function tweetWays(lines: readonly Line[], layouts: readonly Layout[]): Way[] {
  const headingLine = startsWithHeading(lines) ? 1 : 0;
  const own = [false, true].map((quoted) => tweetWay(quoted, lines));
  const plain = layouts.map((layout) => {
    const table: Table = { layout, headingLine, heading: null, width: 8, mapping: {} };
    return wayOf(table, lines, () => new TableReader(table, tweetOfFields));
  });
  return [...own, ...plain];
}

function tweetWay(quoted: boolean, lines: readonly Line[]): Way {
  return {
    layout: quoted
      ? 'comma, quotes enclose fields, otherwise split at the timestamp'
      : 'each line split at its timestamp',
    headingLine: startsWithHeading(lines) ? 1 : 0,
    reader: () => readerOf({ kind: 'stockerbot', quoted }),
    example: firstRows({ kind: 'stockerbot', quoted }, lines)[0]?.fields ?? [],
  };
}

function startsWithHeading([first]: readonly Line[]): boolean {
  return first !== undefined && isHeading(first.text);
}

function tweetOfFields(fields: readonly string[]): Tweet | Problem {
  const [, text = '', timestamp = '', author = '', symbols = '', names = '', url = '', verified = ''] =
    fields;
  return tweetOf({ text, timestamp, author, symbols, names, url, verified });
}

/** A table of which only the width is known. */
export function wayOfWidth(table: Table, lines: readonly Line[]): Way {
  return wayOf(table, lines, () => new TableReader(table, (fields) => ({ fields })));
}

/** A table whose columns are not known, of the width that most records have. */
export function anyTable(lines: readonly Line[], layout: Layout): Table {
  const records = sampleRecords(lines, layout);
  const width = usualWidth(records);
  const heading = records.find(({ fields }) => fields.length === width);
  return {
    layout,
    headingLine: heading?.place.line ?? 0,
    heading: heading?.fields.map((name) => name.trim().toLowerCase()) ?? null,
    width,
    mapping: {},
  };
}

function wayOf(table: Table, lines: readonly Line[], reader: Way['reader']): Way {
  const first = sampleRecords(lines, table.layout).find(({ place }) => place.line > table.headingLine);
  return {
    layout: layoutName(table.layout),
    headingLine: table.headingLine,
    reader,
    example: first?.fields ?? [],
  };
}
