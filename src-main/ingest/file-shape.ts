/** What a file has in common with others of its source, whatever rows they hold. */
import { jsonKeys } from './json-records.ts';
import { formOfShape, jsonShape } from './json-shape.ts';
import type { CsvRecord } from './csv-records.ts';
import { sampleRecords } from './layout.ts';
import type { Layout } from './layout.ts';
import { possibleLayouts } from './layouts.ts';
import type { Line } from './lines.ts';
import { recognisedReading } from './reading.ts';
import { columnName, rolesOfHeading } from './roles.ts';
import { isOfNames, usualWidth } from './heading-line.ts';

/** Among so many first records the heading is looked for. */
const HEADING_WITHIN = 10;
/** So large a share of the records of a table without a heading have its width. */
const SHARE_ALIKE = 0.9;
/** Names of columns have no more words. */
const NAME_WORDS = 4;

/** `columns`: whether most values of each hold letters, where no heading names them. */
type Shape =
  | { form: 'json'; names: string[] }
  | { form: 'delimited'; delimiter: string; names: string[] }
  | { form: 'delimited'; delimiter: string; columns: ('letters' | 'figures')[] }
  | { form: 'lines'; names?: string[] };

/**
 * The shape of a file, by which another file of its source is known: the names of its columns and what separates them,
 * or its delimiter, width and the look of its columns where it has no heading. Quotes, encoding and line ends are not
 * part of it, since they change with the rows. It follows from the first lines alone, never from what a user said.
 *
 * @param lines the first lines of the file, in the encoding that was recognised
 * @returns equal texts for equal shapes
 */
export function fileShape(path: string, lines: readonly Line[]): string {
  return JSON.stringify(shapeOf(path, lines));
}

/** Whether a shape shows by itself that files are of one source: any two files of lines are alike. */
export function isTelling(shape: string): boolean {
  return shape !== JSON.stringify({ form: 'lines' } satisfies Shape);
}

function shapeOf(path: string, lines: readonly Line[]): Shape {
  const json = jsonShape(path, lines);
  if (json !== null) {
    // The order of keys is of no meaning, and what is nested in them differs from object to object.
    const keys = jsonKeys(lines, formOfShape(json)).map((path) => columnName(path.split('.')[0]!));
    return { form: 'json', names: [...new Set(keys)].toSorted() };
  }
  const tables = possibleLayouts(path, lines, recognisedReading).flatMap((layout) => tableIn(layout, lines));
  // Commas stand in texts and in numbers, so any other delimiter goes before.
  const [table] = tables.toSorted((a, b) => rank(b) - rank(a));
  if (table !== undefined) return table;
  const names = headingOf(sampleRecords(lines, { form: 'lines' }));
  return names === null ? { form: 'lines' } : { form: 'lines', names };
}

function rank(shape: Shape): number {
  if (shape.form !== 'delimited') return 0;
  return ('names' in shape ? 2 : 0) + (shape.delimiter === ',' ? 0 : 1);
}

function tableIn(layout: Layout, lines: readonly Line[]): Shape[] {
  if (layout.form !== 'delimited') return [];
  const { delimiter } = layout;
  const records = sampleRecords(lines, layout);
  const names = headingOf(records);
  if (names !== null && names.length > 1) return [{ form: 'delimited', delimiter, names }];
  const width = usualWidth(records);
  const alike = records.filter(({ fields }) => fields.length === width);
  if (width < 2 || alike.length < SHARE_ALIKE * records.length) return [];
  const columns = Array.from({ length: width }, (_, column) => lookOf(alike, column));
  return [{ form: 'delimited', delimiter, columns }];
}

/** The names of the first record that is a heading: of known columns, or the first of as many as most records have. */
function headingOf(records: readonly CsvRecord[]): string[] | null {
  const width = usualWidth(records);
  const firstWhole = records.find(({ fields }) => fields.length === width);
  for (const record of records.slice(0, HEADING_WITHIN)) {
    const names = record.fields.map(columnName);
    if (!isOfNames(record, records)) continue;
    const known = Object.keys(rolesOfHeading(names)).length;
    if (known >= 2 || (known === 1 && record === records[0])) return names;
    if (record === firstWhole && width > 1 && names.every(isShort)) return names;
  }
  return null;
}

/** A longer one is a text. */
function isShort(name: string): boolean {
  return name.split(/\s+/).length <= NAME_WORDS;
}

function lookOf(records: readonly CsvRecord[], column: number): 'letters' | 'figures' {
  const values = records.map(({ fields }) => fields[column] ?? '').filter((value) => value.trim() !== '');
  const words = values.filter((value) => /\p{L}/u.test(value)).length;
  return words * 2 > values.length ? 'letters' : 'figures';
}
