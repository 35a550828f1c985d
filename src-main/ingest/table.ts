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
import { headings, isHeading, rowsBelow, usualWidth } from './heading-line.ts';
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
    const oneHot = heading === null ? null : oneHotColumns(heading, mapping, rowsBelow(records, candidate));
    const withClasses = oneHot === null ? null : tableOfClasses(table, oneHot, chosen.label !== undefined);
    if (withClasses !== null && isEnough(withClasses.mapping)) return withClasses;
    if (isEnough(mapping)) return table;
  }
  if (asked || layout.form !== 'delimited' || hasMoreColumns(lines, reading)) return null;
  return guessTable(records, layout, reading, isEnough);
}

/** The table with a label in several columns, one for each class; null where the user says that others hold labels. */
function tableOfClasses(table: Table, oneHot: OneHot, chosen: boolean): Table | null {
  const { label = [] } = table.mapping;
  const columns = oneHot.classes.map(({ column }) => column);
  if (chosen && !columns.every((column) => label.includes(column))) return null;
  const others = label.filter((column) => !columns.includes(column));
  return { ...table, mapping: { ...table.mapping, label: [...columns, ...others] }, oneHot };
}

/** So many records of one width are no coincidence, and so large a share of all. */
const ENOUGH_ALIKE = 4;
const SHARE_ALIKE = 0.9;

/** Whether nearly all records have the same three or more fields: without a heading, only the user knows what they are. */
function hasMoreColumns(lines: readonly Line[], { delimiter: given }: Reading): boolean {
  // Between blanks, words are no columns.
  if (given === ' ') return false;
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
