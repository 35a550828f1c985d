import { bareSymbol } from '../ticker.ts';
import type { ReadableStore } from './store.ts';

/** Who gives labels, the one that counts most first. */
export const labelOrigins = ['manual', 'import', 'rule', 'price', 'model', 'cluster'] as const;
export type LabelOrigin = (typeof labelOrigins)[number];

/**
 * Whether labels of an origin count as truth: what is learned, tested and compared with. Those of a model do not, since
 * whoever learned from them, or was tested on them, would learn the model's mistakes, nor do those of clusters, which
 * nobody has read. They rank below all others.
 */
export function countsAsTruth(origin: LabelOrigin): boolean {
  return origin !== 'model' && origin !== 'cluster';
}

function quoted(origins: readonly LabelOrigin[]): string {
  return origins.map((origin) => `'${origin}'`).join(', ');
}

/** Whether labels of an origin say what somebody read in the text; others are made by a rule, from prices, by a model or by clustering. */
export function isOfPeople(origin: LabelOrigin): boolean {
  return origin === 'manual' || origin === 'import';
}

/** `countsAsTruth` as a condition of SQL on `label`, an alias of the table label or of the view best_label. */
export function isTruth(label: string): string {
  return `${label}.origin IN (${quoted(labelOrigins.filter(countsAsTruth))})`;
}

/** The rank of a label's origin as an expression of SQL on `label`, an alias; 0 counts most. The view best_label agrees. */
export function originRank(label: string): string {
  return `CASE ${label}.origin ${labelOrigins.map((origin, rank) => `WHEN '${origin}' THEN ${rank}`).join(' ')} END`;
}

/** The label of a scheme that counts among those of one document; null: it has none that counts as truth. */
export function trueLabel<L extends { scheme: string; origin: LabelOrigin }>(
  labels: readonly L[],
  scheme: string,
): L | null {
  const found = labels.filter((label) => label.scheme === scheme && countsAsTruth(label.origin));
  return found.toSorted((a, b) => labelOrigins.indexOf(a.origin) - labelOrigins.indexOf(b.origin))[0] ?? null;
}

/** The label schemes of the workspace, in alphabetical order. */
export function labelSchemes(store: ReadableStore): string[] {
  return store.db.prepare<[], string>('SELECT DISTINCT scheme FROM label ORDER BY scheme').pluck().all();
}

/** A document with its one label of a scheme. */
export interface LabelledDocument {
  document: number;
  publishedAt: number | null;
  /** Near-duplicate group. */
  group: number;
  value: string;
  origin: LabelOrigin;
  /** When what the label tells had happened, ms UTC; null: when the text was there. */
  knownAt: number | null;
}

/** As a condition on `d`, a document: it mentions one of the tickers in the parameter `symbols`, if there are any. */
export const mentionsTickers = `(@symbols = 'null' OR d.id IN (
  SELECT m.document_id FROM mention m JOIN company c ON c.id = m.company_id
  WHERE c.symbol IN (SELECT value COLLATE NOCASE FROM json_each(@symbols))))`;

/** The parameter `symbols` of `mentionsTickers`. */
export function tickers(symbols: readonly string[] | null): string {
  return JSON.stringify(symbols && symbols.map((symbol) => bareSymbol(symbol)));
}

/**
 * The labelled documents of a scheme, of some tickers or of all, by time and id, those without time first. Where a
 * document has labels of several origins, it is the one that counts most. Labels that do not count as truth are left out
 * unless they are asked for.
 */
export function labelledDocuments(
  store: ReadableStore,
  scheme: string,
  symbols: readonly string[] | null,
  { models = false }: { models?: boolean } = {},
): LabelledDocument[] {
  return store.db
    .prepare<[{ scheme: string; symbols: string; models: number }], LabelledDocument>(
      `SELECT d.id AS document, d.published_at AS publishedAt, d.near_duplicate_group AS "group", l.value, l.origin,
              known.known_at AS knownAt
       FROM best_label l JOIN document d ON d.id = l.document_id
       JOIN label known ON known.document_id = l.document_id AND known.scheme = l.scheme AND known.origin = l.origin
       WHERE l.scheme = @scheme AND (@models = 1 OR ${isTruth('l')}) AND ${mentionsTickers}
       ORDER BY d.published_at, d.id`,
    )
    .all({ scheme, symbols: tickers(symbols), models: models ? 1 : 0 });
}
