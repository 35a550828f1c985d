/** In which line the heading of a table stands. */
import type { CsvRecord } from './csv-records.ts';
import type { Layout } from './layout.ts';
import type { Reading } from './reading.ts';
import { columnName, rolesOfHeading } from './roles.ts';

/** Among so many first records the heading is looked for. */
export const HEADING_WITHIN = 10;

/** Where the heading of a table may stand. */
export interface Heading {
  /** 0 where there is none. */
  line: number;
  /** It is not the first record. */
  isLower: boolean;
  names: string[] | null;
  width: number;
}

export function* headings(
  records: readonly CsvRecord[],
  layout: Layout,
  reading: Reading,
): Generator<Heading> {
  const none = { line: 0, isLower: false, names: null, width: usualWidth(records) };
  if (layout.form === 'json') {
    yield { line: 0, isLower: false, names: [...layout.keys].map(columnName), width: layout.keys.length };
  } else if (layout.form === 'lines') {
    yield { line: 0, isLower: false, names: ['text'], width: 1 };
  } else if (reading.heading === 0) {
    yield none;
  } else if (reading.heading === null) {
    const asked = Object.values(reading.columns).flat();
    // Columns by their numbers need no heading, so any first record would do for one.
    const [first] = records;
    const byNumber = asked.length > 0 && asked.every((name) => /^\d+$/.test(name));
    if (byNumber && first !== undefined && !isOfNames(first, records)) yield none;
    for (const record of records.slice(0, HEADING_WITHIN)) yield headingOf(record, record !== first);
  } else {
    const record = records.find(({ place }) => place.line === reading.heading);
    if (record !== undefined) yield headingOf(record, false);
  }
}

function headingOf({ fields, place }: CsvRecord, isLower: boolean): Heading {
  return { line: place.line, isLower, names: fields.map(columnName), width: fields.length };
}

/**
 * Whether names are a heading and no record: a text can be "content". One known name is enough where the first record
 * is all names, below it two are.
 */
export function isHeading({ line, isLower, names }: Heading, reading: Reading): boolean {
  if (line === 0 || line === reading.heading || Object.keys(reading.columns).length > 0) return true;
  const known = Object.keys(rolesOfHeading(names ?? [])).length;
  return known >= 2 || (known === 1 && !isLower && areNames(names ?? []));
}

export function rowsBelow(records: readonly CsvRecord[], { line }: Heading): CsvRecord[] {
  return records.filter(({ place }) => place.line > line);
}

/** Whether the first of these records is a heading as far as its fields tell. */
export function isOfNames(first: CsvRecord, records: readonly CsvRecord[]): boolean {
  return areNames(first.fields.map(columnName)) && !comesBack(first, records);
}

/** Whether a column has a value of the first record again: names of columns stand nowhere else. */
function comesBack(first: CsvRecord, records: readonly CsvRecord[]): boolean {
  const below = records.slice(1).filter(({ fields }) => fields.length === first.fields.length);
  // A heading that is repeated as a whole is still one.
  const isRepeated = (fields: readonly string[]): boolean =>
    fields.every((field, i) => field === first.fields[i]);
  return below.some(
    ({ fields }) =>
      !isRepeated(fields) && fields.some((field, i) => field !== '' && field === first.fields[i]),
  );
}

/** Names are neither numbers nor days nor empty, each another; a first column of row numbers often has none. */
function areNames(names: readonly string[]): boolean {
  const isName = (name: string, column: number): boolean =>
    /^\p{L}/u.test(name) || (name === '' && column === 0);
  return new Set(names).size === names.length && names.every(isName);
}

export function usualWidth(records: readonly CsvRecord[]): number {
  const widths = Map.groupBy(records, ({ fields }) => fields.length);
  return [...widths].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? 0;
}
