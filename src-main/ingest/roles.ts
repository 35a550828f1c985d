import { z } from 'zod';
import { CLOCKS, DAYS, HEADINGS, bareName } from './headings.ts';
import { headingOfPath } from './json-roles.ts';

/** What a column can be for. */
export const roles = [
  'text',
  'label',
  'time',
  'ticker',
  'name',
  'sector',
  'author',
  'url',
  'verified',
  'open',
  'high',
  'low',
  'close',
  'adjusted',
  'volume',
] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

/** The columns (from 0) of each role. Those of `severalColumns` (several-columns.ts) may have more than one. */
export type Mapping = Partial<Record<Role, readonly number[]>>;

/** What a role is called in sentences: `the closing price`. */
export const roleNames: Readonly<Record<Role, string>> = {
  text: 'text',
  label: 'label',
  time: 'date',
  ticker: 'ticker',
  name: 'name',
  sector: 'sector',
  author: 'author',
  url: 'link',
  verified: 'verified account',
  open: 'opening price',
  high: 'high',
  low: 'low',
  close: 'closing price',
  adjusted: 'adjusted closing price',
  volume: 'volume',
};

/**
 * The value of a role that several columns hold together, in the order in which they were named: the parts of a text
 * are sentences, those of a time or a list of tickers stand side by side.
 */
export function joinedParts(role: Role, parts: readonly string[]): string {
  const filled = parts.map((part) => part.trim()).filter((part) => part !== '');
  if (role !== 'text' || filled.length === 0) return filled.join(' ');
  return filled.reduce((text, part) =>
    /[.!?…:;]["'”’)]*$/u.test(text) ? `${text} ${part}` : `${text}. ${part}`,
  );
}

/** The closing price of a file of prices by its heading; beside a text, it is a price that the text is about. */
const CLOSE_WITHOUT_TEXT: ReadonlySet<string> = new Set(['price', 'last', 'lastprice']);

/** A heading as columns are compared by it. */
export function columnName(field: string): string {
  return field.trim().toLowerCase();
}

/** What the columns of a heading are for, as far as their names tell. */
export function rolesOfHeading(heading: readonly string[]): Mapping {
  const names = heading.map(bareName);
  const mapping: Mapping = {};
  for (const role of roles) {
    const known =
      role === 'author' && namesStockerBot(names) ? [...headings.author, 'source'] : headings[role];
    const found = known.map((name) => names.indexOf(name)).filter((column) => column !== -1);
    if (found.length > 0) mapping[role] = role === 'label' ? found : found.slice(0, 1);
  }
  const clock = clockColumn(names, mapping.time?.[0]);
  if (clock !== null) mapping.time = clock;
  const close = names.findIndex((name) => CLOSE_WITHOUT_TEXT.has(name));
  if (close !== -1 && mapping.close === undefined && mapping.text === undefined) mapping.close = [close];
  return mapping;
}

const headings: Readonly<Record<Role, readonly string[]>> = HEADINGS;

/** Elsewhere a source is a newspaper, or the program that a tweet was written with. */
function namesStockerBot(names: readonly string[]): boolean {
  return names.includes('symbols') || names.includes('companynames');
}

/** The columns of a day and of its time of day, where a heading has both; null: it has not. */
function clockColumn(names: readonly string[], time: number | undefined): number[] | null {
  const day = DAYS.map((name) => names.indexOf(name)).find((column) => column !== -1);
  const clock = CLOCKS.map((name) => names.indexOf(name)).find((column) => column !== -1);
  if (day === undefined || clock === undefined) return null;
  // A column of whole times is better than its parts.
  return time === day || time === clock ? [day, clock] : null;
}

/** The scheme that a column of labels is, by its heading: `senti_label` is `sentiment`, `emo_label` is `emotion`. */
export function schemeOfHeading(name: string | undefined): string {
  if (name === 'senti_label') return 'sentiment';
  if (name === 'emo_label') return 'emotion';
  return name === undefined || name === '' ? 'label' : headingOfPath(name);
}
