import { z } from 'zod';
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
  'open',
  'high',
  'low',
  'close',
  'adjusted',
  'volume',
] as const;
export const roleSchema = z.enum(roles);
export type Role = (typeof roles)[number];

/** The columns (from 0) of each role; only labels may have several. */
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
  open: 'opening price',
  high: 'high',
  low: 'low',
  close: 'closing price',
  adjusted: 'adjusted closing price',
  volume: 'volume',
};

/** Headings by which a column is known, the best first, without spaces, hyphens and underscores. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  text: ['text', 'tweet', 'sentence', 'title', 'headline', 'original', 'content', 'body', 'message', 'x'],
  label: 'label labels sentiment sentilabel emolabel emotion class category target topic y'.split(' '),
  time: ['timestamp', 'datetime', 'publishedat', 'createdat', 'time', 'date', 'day'],
  ticker: ['ticker', 'tickers', 'symbol', 'symbols'],
  name: ['name', 'companyname', 'company', 'security'],
  sector: ['sector', 'gicssector'],
  author: ['author', 'user', 'username', 'screenname'],
  url: ['url', 'link'],
  open: ['open'],
  high: ['high'],
  low: ['low'],
  close: ['close', 'close/last'],
  adjusted: ['adjclose', 'adjustedclose', 'adjusted'],
  volume: ['volume'],
};

/** A heading as columns are compared by it. */
export function columnName(field: string): string {
  return field.trim().toLowerCase();
}

/** What the columns of a heading are for, as far as their names tell. */
export function rolesOfHeading(heading: readonly string[]): Mapping {
  const names = heading.map((name) => columnName(name).replaceAll(/[\s_-]/g, ''));
  const mapping: Mapping = {};
  for (const role of roles) {
    const found = NAMES[role].map((name) => names.indexOf(name)).filter((column) => column !== -1);
    if (found.length > 0) mapping[role] = role === 'label' ? found : found.slice(0, 1);
  }
  return mapping;
}

/** The scheme that a column of labels is, by its heading: `senti_label` is `sentiment`, `emo_label` is `emotion`. */
export function schemeOfHeading(name: string | undefined): string {
  if (name === 'senti_label') return 'sentiment';
  if (name === 'emo_label') return 'emotion';
  return name === undefined || name === '' ? 'label' : headingOfPath(name);
}
