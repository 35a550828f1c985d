/** The ways in which the lines of a file can be read; the dialect doctor counts what each recovers. */
import type { CsvRecord } from './csv-records.ts';
import { layoutName, sampleRecords } from './layout.ts';
import type { Layout } from './layout.ts';
import { possibleLayouts } from './layouts.ts';
import type { Line } from './lines.ts';
import type { RecordReader } from './outcome.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import type { Sample } from './sample.ts';
import { columnName } from './roles.ts';
import { TableReader } from './table-reader.ts';
import { isOfNames, usualWidth } from './heading-line.ts';
import type { Table } from './table.ts';

/** So many fields show what a record is. */
const EXAMPLE_FIELDS = 100;

/** A way in which a file could be read. */
export interface ReadingOption {
  layout: string;
  headingLine: number;
  reader: () => RecordReader<object>;
  /** The first fields of the first record. */
  example: readonly string[];
}

/** All layouts of a file, whatever dialect the user asks for. */
export function allLayouts({ path, lines }: Sample): Layout[] {
  return possibleLayouts(path, lines, recognisedReading);
}

/** What the user says of the content of a file, without the dialect. */
export function withoutDialect({ dates, zone, decimal, ticker, columns }: Reading): Reading {
  return { ...recognisedReading, dates, zone, decimal, ticker, columns };
}

export function optionOfTable(
  table: Table,
  lines: readonly Line[],
  reader: ReadingOption['reader'],
): ReadingOption {
  const first = sampleRecords(lines, table.layout).find(({ place }) => place.line > table.headingLine);
  return {
    layout: layoutName(table.layout),
    headingLine: table.headingLine,
    reader,
    example: first?.fields.slice(0, EXAMPLE_FIELDS) ?? [],
  };
}

/** A table of which only the width is known. */
export function optionOfWidth(table: Table, lines: readonly Line[]): ReadingOption {
  return optionOfTable(table, lines, () => new TableReader(table, (fields) => ({ fields })));
}

/**
 * A table whose columns are not known, of the width that most records have.
 *
 * @param asked the line of its heading, 0: none; null: its first record is one if it looks like names
 */
export function anyTable(lines: readonly Line[], layout: Layout, asked: number | null = null): Table {
  if (layout.form === 'json') {
    const heading = layout.keys.map(columnName);
    return { layout, headingLine: 0, heading, width: heading.length, mapping: {} };
  }
  const records = sampleRecords(lines, layout);
  const width = usualWidth(records);
  const heading = anyHeading(
    records.filter(({ fields }) => fields.length === width),
    asked,
  );
  return {
    layout,
    headingLine: heading?.place.line ?? 0,
    heading: heading?.fields.map(columnName) ?? null,
    width,
    mapping: {},
  };
}

function anyHeading(records: readonly CsvRecord[], asked: number | null): CsvRecord | null {
  if (asked !== null) return records.find(({ place }) => place.line === asked) ?? null;
  const [first] = records;
  return first !== undefined && isOfNames(first, records) ? first : null;
}
