import type { CsvRecord } from './csv-records.ts';
import { pathInRecord } from './json-pages.ts';
import { headingOfPath } from './json-roles.ts';
import type { Layout } from './layout.ts';
import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';
import type { Reading } from './reading.ts';
import { columnName, rolesOfHeading } from './roles.ts';
import type { Mapping, Role } from './roles.ts';

/** A file of rows and columns, and how it is to be read. */
export interface Table {
  layout: Layout;
  /** The line of the heading, from 1; 0 where there is none. */
  headingLine: number;
  /** Names of the columns, in small letters; null if the file has no heading. */
  heading: string[] | null;
  width: number;
  mapping: Mapping;
}

/** Among so many first records the heading is looked for. */
const HEADING_WITHIN = 10;

/** The first column of a role, or -1. */
export function columnOf({ mapping }: Table, role: Role): number {
  return mapping[role]?.[0] ?? -1;
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
    const mapping = withoutEmpty({ ...withoutColumns(knownRoles(heading ?? [], layout), chosen), ...chosen });
    if (isEnough(mapping)) {
      return { layout, headingLine: candidate.line, heading, width: candidate.width, mapping };
    }
  }
  return asked || layout.form !== 'delimited' ? null : guessLabels(records, layout, reading, isEnough);
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
    if (byNumber && first !== undefined && !areNames(first.fields.map(columnName))) yield none;
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
function chosenColumns({ columns }: Reading, heading: string[] | null, width: number): Mapping | null {
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

/**
 * In a file of two columns without known names, the longer one is the text and the other one the label, if its values
 * come back. Where the first record's label never does, it is a heading.
 */
function guessLabels(
  records: readonly CsvRecord[],
  layout: Layout,
  reading: Reading,
  isEnough: (mapping: Mapping) => boolean,
): Table | null {
  const [first, ...others] = records;
  if (first?.fields.length !== 2) return null;
  const torn = records.filter(({ fields }) => fields.length < 2).length;
  if (torn * 10 > records.length) return null;
  const lengthOf = (column: number): number =>
    records.reduce((sum, { fields }) => sum + (fields[column]?.length ?? 0), 0);
  const text = lengthOf(0) > lengthOf(1) ? 0 : 1;
  const label = 1 - text;
  const labels = new Set(others.map(({ fields }) => fields.at(label === 0 ? 0 : -1)?.trim()));
  // Labels come back; where nearly every one is another, this is no column of labels.
  if (labels.size > 2 && labels.size > others.length / 2) return null;
  const mapping = { text: [text], label: [label] };
  if (!isEnough(mapping)) return null;
  const hasHeading = others.length > 0 && reading.heading !== 0 && !labels.has(first.fields[label]?.trim());
  return {
    layout,
    headingLine: hasHeading ? first.place.line : 0,
    heading: hasHeading ? first.fields.map(columnName) : null,
    width: 2,
    mapping,
  };
}
