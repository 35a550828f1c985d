import type { CsvRecord } from './csv-records.ts';
import { pathInRecord } from './json-pages.ts';
import { headingOfPath } from './json-roles.ts';
import type { Layout } from './layout.ts';
import { sampleRecords } from './layout.ts';
import { DELIMITERS } from './layouts.ts';
import type { Line } from './lines.ts';
import type { Problem } from './outcome.ts';
import type { Reading } from './reading.ts';
import { fittingColumns } from './fitting-columns.ts';
import { columnName, joinedParts, rolesOfHeading } from './roles.ts';
import { oneHotColumns } from './one-hot.ts';
import type { OneHot } from './one-hot.ts';
import type { Mapping, Role } from './roles.ts';
import { twoColumns } from './two-columns.ts';

/** A file of rows and columns, and how it is to be read. */
export interface Table {
  layout: Layout;
  /** The line of the heading, from 1; 0 where there is none. */
  headingLine: number;
  /** Names of the columns, in small letters; null if the file has no heading. */
  heading: string[] | null;
  width: number;
  mapping: Mapping;
  /** The fields of a record, one for each column, from the pieces between its delimiters; or why there are none. */
  align?: (pieces: readonly string[]) => string[] | Problem;
  /** A column (from 0) that may be one of labels or of something else. */
  doubt?: number;
  /** Labels with a column for each class; all of these columns are in the mapping. */
  oneHot?: OneHot;
}

/** Among so many first records the heading is looked for. */
const HEADING_WITHIN = 10;

/** The first column of a role, or -1. */
export function columnOf({ mapping }: Table, role: Role): number {
  return mapping[role]?.[0] ?? -1;
}

/** Reads the value of a role: that of its column, or of all its columns; empty if it has none. */
export function valueOf(table: Table, role: Role): (fields: readonly string[]) => string {
  const columns = table.mapping[role] ?? [];
  const [column = -1] = columns;
  if (columns.length <= 1) return (fields) => fields[column] ?? '';
  return (fields) =>
    joinedParts(
      role,
      columns.map((one) => fields[one] ?? ''),
    );
}

/**
 * How a file is to be read in a layout: the heading is the first record whose names give `isEnough` roles, unless the
 * user says in which line it stands; the columns that the user names replace those.
 *
 * @returns null if the layout gives no such columns.
 */
export function findTable(
  lines: readonly Line[],
  layout: Layout,
  reading: Reading,
  isEnough: (mapping: Mapping) => boolean,
): Table | null {
  const records = sampleRecords(lines, layout);
  const asked = Object.keys(reading.columns).length > 0;
  for (const candidate of headings(records, layout, reading)) {
    const heading = candidate.names;
    const chosen = chosenColumns(reading, heading, candidate.width);
    if (chosen === null || !isHeading(candidate, reading)) continue;
    const known = knownRoles(heading ?? [], layout);
    const named = heading === null ? {} : fittingColumns(known, heading, rowsBelow(records, candidate));
    const mapping = mergedMapping(named, chosen);
    const table = { layout, headingLine: candidate.line, heading, width: candidate.width, mapping };
    // Where the user says which columns hold labels, others are none.
    const oneHot = heading === null ? null : oneHotColumns(heading, mapping, rowsBelow(records, candidate));
    const others = (mapping.label ?? []).filter(
      (column) => !oneHot?.classes.some((one) => one.column === column),
    );
    const columns = oneHot?.classes.map(({ column }) => column) ?? [];
    if (
      oneHot !== null &&
      (chosen.label === undefined || columns.every((column) => mapping.label?.includes(column)))
    ) {
      const label = [...columns, ...others];
      if (isEnough({ ...mapping, label })) return { ...table, mapping: { ...mapping, label }, oneHot };
    }
    if (isEnough(mapping)) return table;
  }
  if (asked || layout.form !== 'delimited' || hasMoreColumns(lines, reading)) return null;
  return guessTable(records, layout, reading, isEnough);
}

/** So many records of one width are no coincidence, and so large a share of all. */
const ENOUGH_ALIKE = 4;
const SHARE_ALIKE = 0.9;

/** Whether nearly all records have the same three or more fields: without a heading, only the user knows what they are. */
function hasMoreColumns(lines: readonly Line[], { delimiter: given }: Reading): boolean {
  return (given === null ? DELIMITERS : [given]).some((delimiter) => {
    const records = sampleRecords(lines, { form: 'delimited', delimiter, quoted: true });
    const width = usualWidth(records);
    const alike = records.filter(({ fields }) => fields.length === width).length;
    return width > 2 && alike >= ENOUGH_ALIKE && alike >= SHARE_ALIKE * records.length;
  });
}

/** The roles that names have; those of JSON are paths. */
function knownRoles(names: readonly string[], { form }: Layout): Mapping {
  return rolesOfHeading(form === 'json' ? names.map(headingOfPath) : names);
}

interface Heading {
  /** 0 where there is none. */
  line: number;
  /** It is not the first record. */
  isLower: boolean;
  names: string[] | null;
  width: number;
}

function* headings(records: readonly CsvRecord[], layout: Layout, reading: Reading): Generator<Heading> {
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
function isHeading({ line, isLower, names }: Heading, reading: Reading): boolean {
  if (line === 0 || line === reading.heading || Object.keys(reading.columns).length > 0) return true;
  const known = Object.keys(rolesOfHeading(names ?? [])).length;
  return known >= 2 || (known === 1 && !isLower && areNames(names ?? []));
}

function rowsBelow(records: readonly CsvRecord[], { line }: Heading): CsvRecord[] {
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

/** The columns that a user names, or null if the file has no such column. */
export function chosenColumns(
  { columns }: Reading,
  heading: readonly string[] | null,
  width: number,
): Mapping | null {
  const chosen: Mapping = {};
  for (const [role, names] of Object.entries(columns) as [Role, string[]][]) {
    const found = names.map((name) => {
      const wanted = columnName(name);
      const own = heading?.indexOf(wanted) ?? -1;
      const named = own === -1 ? (heading?.indexOf(pathInRecord(wanted)) ?? -1) : own;
      return named === -1 && /^\d+$/.test(name) ? Number(name) - 1 : named;
    });
    if (found.some((column) => column < 0 || column >= width)) return null;
    chosen[role] = found;
  }
  return chosen;
}

/** The columns that are recognised, with those that a user chose in their place. */
export function mergedMapping(named: Mapping, chosen: Mapping): Mapping {
  return withoutEmpty({ ...withoutColumns(named, chosen), ...chosen });
}

function withoutColumns(mapping: Mapping, taken: Mapping): Mapping {
  const columns = new Set(Object.values(taken).flat());
  return Object.fromEntries(
    Object.entries(mapping).map(([role, found]) => [role, found.filter((column) => !columns.has(column))]),
  );
}

/** A role that the user gives no column is one that no column has. */
function withoutEmpty(mapping: Mapping): Mapping {
  return Object.fromEntries(Object.entries(mapping).filter(([, found]) => found.length > 0));
}

/** A file of two columns whose heading does not name both. */
function guessTable(
  records: readonly CsvRecord[],
  layout: Layout,
  reading: Reading,
  isEnough: (mapping: Mapping) => boolean,
): Table | null {
  const found = twoColumns(records, reading.heading === null ? null : reading.heading !== 0);
  const mapping = found?.mappings.find(isEnough);
  if (found === null || mapping === undefined) return null;
  const { headingLine, heading, doubt } = found;
  const table = { layout, headingLine, heading, width: 2, mapping };
  return doubt === null || mapping.label !== undefined ? table : { ...table, doubt };
}
