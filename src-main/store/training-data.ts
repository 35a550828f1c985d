import { bareSymbol } from '../ticker.ts';
import { isTruth, type LabelledDocument, labelledDocuments } from './labels.ts';
import type { ReadableStore } from './store.ts';
import type { CompanyCounts, LabelCounts, LabelScheme, PriceDays, TextCounts } from './types.ts';

/** Documents without time stand below it; see migration 1. */
const FIRST_TIME = -8_640_000_000_000_000;

/** The labelled texts of a scheme, of some tickers or of all; of near-duplicates the earliest only, as a training counts them. */
export function distinctLabelled(
  store: ReadableStore,
  { scheme, symbols }: { scheme: string; symbols: readonly string[] | null },
): LabelledDocument[] {
  return firstOfGroups(labelledDocuments(store, scheme, symbols));
}

/** Of near-duplicates the earliest only, as a training counts them. @param rows by time, those without time first */
export function firstOfGroups(rows: readonly LabelledDocument[]): LabelledDocument[] {
  const distinct = new Map<number, LabelledDocument>();
  for (const row of rows) {
    const known = distinct.get(row.group);
    if (!known || (known.publishedAt === null && row.publishedAt !== null)) distinct.set(row.group, row);
  }
  return [...distinct.values()];
}

/** The tickers of each labelled document of a scheme, in alphabetical order; documents without ticker are left out. */
export function symbolsOfLabelled(store: ReadableStore, scheme: string): Map<number, string[]> {
  const rows = store.db
    .prepare<[string], { document: number; symbol: string }>(
      `SELECT m.document_id AS document, c.symbol FROM mention m JOIN company c ON c.id = m.company_id
       WHERE m.document_id IN (SELECT document_id FROM label WHERE scheme = ?) ORDER BY c.symbol`,
    )
    .all(scheme);
  const byDocument = Map.groupBy(rows, ({ document }) => document);
  return new Map([...byDocument].map(([document, own]) => [document, own.map(({ symbol }) => symbol)]));
}

/** How many texts each class has, the most frequent class first. */
export function classCounts(texts: readonly { value: string }[]): LabelCounts['classes'] {
  const classes = new Map<string, number>();
  for (const { value } of texts) classes.set(value, (classes.get(value) ?? 0) + 1);
  return [...classes]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The label schemes that can be learned, with the documents that carry one, the most used first. */
export function labelSchemes(store: ReadableStore): LabelScheme[] {
  return store.db
    .prepare<[], LabelScheme>(
      `SELECT l.scheme, count(DISTINCT l.document_id) AS documents FROM label l
       WHERE ${isTruth('l')} GROUP BY l.scheme ORDER BY documents DESC, l.scheme`,
    )
    .all();
}

/** Texts to learn words from; of near-duplicates the first only. */
export function textCounts(store: ReadableStore, symbols: readonly string[] | null): TextCounts {
  const wanted = wantedOf(symbols);
  return store.db
    .prepare<[string, string], TextCounts>(
      `SELECT count(DISTINCT near_duplicate_group) AS distinctTexts, count(*) AS texts FROM document
       WHERE ? = 'null' OR id IN (
         SELECT m.document_id FROM mention m JOIN company c ON c.id = m.company_id
         WHERE c.symbol IN (SELECT value COLLATE NOCASE FROM json_each(?)))`,
    )
    .get(wanted, wanted)!;
}

/**
 * Companies with at least `minTexts` distinct dated texts, and those texts.
 * @param scheme only texts with a label of it count, whoever gave it; null: all texts
 */
export function companyCounts(
  store: ReadableStore,
  {
    symbols,
    minTexts,
    scheme,
  }: { symbols: readonly string[] | null; minTexts: number; scheme: string | null },
): CompanyCounts {
  const wanted = wantedOf(symbols);
  return store.db
    .prepare<[string, string, number, string | null, string | null, number, number], CompanyCounts>(
      `WITH found AS (
         SELECT m.company_id, count(DISTINCT d.near_duplicate_group) AS texts
         FROM mention m JOIN document d ON d.id = m.document_id JOIN company c ON c.id = m.company_id
         WHERE (? = 'null' OR c.symbol IN (SELECT value COLLATE NOCASE FROM json_each(?))) AND m.published_at >= ?
           AND (? IS NULL OR d.id IN (SELECT document_id FROM label WHERE scheme = ?))
         GROUP BY m.company_id)
       SELECT count(*) AS mentioned, coalesce(sum(texts >= ?), 0) AS companies,
              coalesce(sum(CASE WHEN texts >= ? THEN texts END), 0) AS texts FROM found`,
    )
    .get(wanted, wanted, FIRST_TIME, scheme, scheme, minTexts, minTexts)!;
}

/** Days of prices, and of how many tickers. */
export function priceDays(store: ReadableStore, symbols: readonly string[] | null): PriceDays {
  const wanted = wantedOf(symbols);
  return store.db
    .prepare<[string, string], PriceDays>(
      `SELECT count(*) AS rows, count(DISTINCT p.company_id) AS tickers, count(DISTINCT p.day) AS days,
              min(p.day) AS firstDay, max(p.day) AS lastDay
       FROM price p JOIN company c ON c.id = p.company_id
       WHERE ? = 'null' OR c.symbol IN (SELECT value COLLATE NOCASE FROM json_each(?))`,
    )
    .get(wanted, wanted)!;
}

function wantedOf(symbols: readonly string[] | null): string {
  return symbols === null ? 'null' : JSON.stringify(symbols.map(bareSymbol));
}
