/** StockerBot exports whose heading says where their columns are: with further columns, rewritten, or with other names. */
import { alignedFields, shapeOf } from './aligned-fields.ts';
import type { Alignment, Shape } from './aligned-fields.ts';
import { splitFields } from './csv-fields.ts';
import { HEADING_WITHIN, usualWidth } from './heading-line.ts';
import { bareName } from './headings.ts';
import { sampleRecords } from './layout.ts';
import type { Layout } from './layout.ts';
import type { Question } from './kinds/kind.ts';
import { isRecognised } from './reading.ts';
import type { Line } from './lines.ts';
import { isTime } from './moments.ts';
import { quotesFields } from './quoting.ts';
import { columnName, rolesOfHeading } from './roles.ts';
import type { Mapping, Role } from './roles.ts';
import type { Sample } from './sample.ts';
import { beginsWithId, stockerBotFields } from './stockerbot-line.ts';
import { stockerBotColumns } from './stockerbot-texts.ts';
import { findTimestamp } from './stockerbot-time.ts';
import { DELIMITERS, areEscaped, hasEscapedQuote } from './layouts.ts';
import { chosenColumns, mergedMapping, valueOf } from './table.ts';
import type { Table } from './table.ts';

/** Beside `text` and `timestamp`, so many of these make a heading that of the export. */
const ENOUGH = 3;
const OTHERS: ReadonlySet<string> = new Set(['source', 'symbols', 'companynames', 'url', 'verified']);

/** So many records show what a column holds. */
const ENOUGH_RECORDS = 10;
/** Headings of ids and row numbers. */
const NUMBERS = /^(?:(?:tweet|status|unnamed|row)?[\s_:]*(?:id|\d+|number|index)|)$/;

interface Heading {
  delimiter: string;
  line: number;
  names: string[];
}

/**
 * The table of an export whose heading has the names of StockerBot, wherever they stand, or of one without a heading
 * whose columns the user names; null: it is neither.
 */
export function stockerBotTable(sample: Sample): Table | null {
  const heading = findHeading(sample, isStockerBot);
  return heading === null ? tableByNumbers(sample) : tableOf(sample, heading);
}

/** A user who says where text, time, tickers and verified accounts are has an export, if its lines have its times. */
function tableByNumbers(sample: Sample): Table | null {
  const { lines, reading } = sample;
  const { text, time, ticker, verified } = reading.columns;
  if ([text, time, ticker, verified].some((columns) => columns === undefined || columns.length !== 1))
    return null;
  const dated = lines.filter((line) => findTimestamp(line.text) !== null).length;
  if (dated * 2 < lines.length || (reading.heading ?? 0) > 0 || hasHeading(sample)) return null;
  const delimiter = reading.delimiter ?? ',';
  const records = sampleRecords(lines, { form: 'delimited', delimiter, quoted: false });
  const width = usualWidth(records);
  const mapping = chosenColumns(reading, null, width);
  if (mapping === null) return null;
  const quoted = reading.quoted ?? quotesFields(lines, delimiter, width);
  const layout: Layout = { form: 'delimited', delimiter, quoted };
  return withAlignment(
    { layout, headingLine: 0, heading: null, width, mapping: mergedMapping({}, mapping) },
    sample,
  );
}

/** The same by whatever names are known, for a file that the user calls an export. */
export function tableOfTweets(sample: Sample): Table | null {
  const heading = findHeading(sample, (names) => {
    const { text, time } = rolesOfHeading(names);
    return text !== undefined && time !== undefined;
  });
  return heading === null ? null : tableOf(sample, heading);
}

function isStockerBot(heading: readonly string[]): boolean {
  const names = new Set(heading.map(bareName));
  const others = [...names].filter((name) => OTHERS.has(name));
  return names.has('text') && names.has('timestamp') && others.length >= ENOUGH;
}

/** Whether one of the first lines, before any record, names at least two columns that are known. */
export function hasHeading(sample: Sample): boolean {
  return findHeading(sample, (names) => Object.keys(rolesOfHeading(names)).length >= 2) !== null;
}

/**
 * Whether a file has the columns of the export in their order, between commas, with times as Twitter writes them: it is
 * read by its timestamps then, which also recovers records that were damaged. Empty columns behind do not count.
 */
export function isOriginal(sample: Sample): boolean {
  const { lines, reading } = sample;
  if (!isRecognised(reading)) return false;
  const heading = findHeading(sample, isStockerBot);
  if (heading === null) return false;
  const { delimiter, line, names } = heading;
  const last = names.findLastIndex((name) => name !== '');
  if (areEscaped(lines, delimiter)) return false;
  if (delimiter !== ',' || line !== 1 || names.slice(0, last + 1).join() !== stockerBotColumns.join()) {
    return false;
  }
  const dated = lines.filter(({ text }) => findTimestamp(text) !== null).length;
  // Texts with line breaks may be torn over several lines.
  return lines.length < 2 || dated * 5 >= lines.length;
}

/**
 * A question where records of the export, without a heading, have further columns: the last field is then not whether
 * the account is verified, or the first one is not the id.
 */
export function columnsBehind(lines: readonly Line[]): Question | null {
  let records = 0;
  let longer = 0;
  let before = 0;
  for (const { text: line } of lines) {
    const fields = stockerBotFields(line);
    if ('kind' in fields) continue;
    records++;
    const { url, text, id } = fields;
    const flagBefore = /,(?:True|False)(?:,|$)/i.test(url);
    const hasIndex = Number(id) < 1e6 && beginsWithId(text);
    if (flagBefore || hasIndex) longer++;
    if (hasIndex) before++;
  }
  if (longer * 2 <= records) return null;
  return {
    message:
      'its records have more columns than a StockerBot export, and no heading says what they are. ' +
      `Write a heading in its first line, or say which columns are which: ${stockerBotColumns.join(', ')} are known.`,
    remedies: [{ setting: 'columns', values: [columnsFrom(before * 2 > records ? 3 : 2)] }],
  };
}

/** The columns of the export in their order, of which the text is in this one (from 1). */
function columnsFrom(text: number): string {
  const inOrder: readonly Role[] = ['text', 'time', 'author', 'ticker', 'name', 'url', 'verified'];
  return inOrder.map((role, i) => `${role}=${text + i}`).join(',');
}

function findHeading(
  { lines, reading }: Sample,
  isIt: (names: readonly string[]) => boolean,
): Heading | null {
  const delimiters = reading.delimiter === null ? DELIMITERS : [reading.delimiter];
  for (const { text, number } of beforeRecords(lines, reading.heading)) {
    for (const delimiter of delimiters) {
      const names = splitFields(text, delimiter, true)?.map(columnName) ?? [];
      if (isIt(names)) return { delimiter, line: number, names };
    }
  }
  return null;
}

function* beforeRecords(lines: readonly Line[], asked: number | null): Generator<Line> {
  for (const line of lines.slice(0, Math.max(HEADING_WITHIN, asked ?? 0))) {
    if (asked === null && findTimestamp(line.text) !== null) return;
    if (asked === null || line.number === asked) yield line;
  }
}

function tableOf(sample: Sample, { delimiter, line, names }: Heading): Table | null {
  const { lines, reading } = sample;
  const chosen = chosenColumns(reading, names, names.length);
  if (chosen === null) return null;
  const mapping = mergedMapping(rolesOfHeading(names), chosen);
  const rows = lines.filter(({ number }) => number > line);
  const escaped = areEscaped(rows, delimiter);
  const enclosed = escaped
    ? rows.some(({ text }) => hasEscapedQuote(text))
    : quotesFields(rows, delimiter, names.length);
  const quoted = reading.quoted ?? enclosed;
  const layout: Layout = { form: 'delimited', delimiter, quoted, ...(escaped ? { escaped } : {}) };
  return withAlignment({ layout, headingLine: line, heading: names, width: names.length, mapping }, sample);
}

/** The table with what puts its records together where quotes are missing. */
function withAlignment(table: Table, sample: Sample): Table {
  const { layout, width, mapping, headingLine } = table;
  if (layout.form !== 'delimited') return table;
  const { delimiter } = layout;
  const timeOf = valueOf(table, 'time');
  const whole = sampleRecords(sample.lines, { ...layout, quoted: false })
    .filter(({ fields, place }) => fields.length === width && place.line > headingLine)
    .map(({ fields }) => fields)
    .filter((fields) => isTime(timeOf(fields)));
  const forms = new Set(whole.map((fields) => formOf(timeOf(fields))));
  // A day in a text is no time where the times of the file are written in another way.
  const isAlike = (form: string): boolean => forms.size === 0 || forms.has(form);
  const alignment: Alignment = {
    delimiter,
    shapes: Array.from({ length: width }, (_, column) => {
      const shape = shapeOfRole(mapping, column);
      if (shape !== null) return shape;
      const fields = whole.map((row) => row[column] ?? '');
      // Few records are whole where texts hold delimiters; the rest of a torn one must not say what an id is.
      const isFew = fields.length < ENOUGH_RECORDS;
      return isFew && NUMBERS.test(table.heading?.[column] ?? '-') ? 'number' : shapeOf(fields);
    }),
    used: new Set(Object.values(mapping).flat()),
    isTime: (field) => isAlike(formOf(field)) && isTime(field),
  };
  return { ...table, align: (pieces) => alignedFields(pieces, alignment) };
}

/** How a time is written: `a a 9 9:9:9 +9 9`. */
function formOf(time: string): string {
  return time.replaceAll(/\d+/g, '9').replaceAll(/\p{L}+/gu, 'a');
}

const SHAPES: Partial<Record<Role, Shape>> = {
  text: 'any',
  label: 'piece',
  time: 'time',
  author: 'piece',
  ticker: 'piece',
  name: 'name',
  url: 'link',
  verified: 'flag',
};

function shapeOfRole(mapping: Mapping, column: number): Shape | null {
  for (const [role, shape] of Object.entries(SHAPES) as [Role, Shape][]) {
    const columns = mapping[role] ?? [];
    // A part of a time is no time.
    if (columns.includes(column)) return role === 'time' && columns.length > 1 ? 'piece' : shape;
  }
  return null;
}
