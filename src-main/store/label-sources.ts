/** What labels that somebody made by rules, from prices or by clustering were made with. */
import type { LabelOrigin } from './labels.ts';
import type { ReadableStore, WritableStore } from './store.ts';

export type MadeOrigin = Extract<LabelOrigin, 'rule' | 'price' | 'cluster'>;

export interface LabelSource {
  id: number;
  scheme: string;
  origin: MadeOrigin;
  name: string;
  /** As JSON. */
  settings: string;
  createdAt: number;
}

/** A label that was made of a document. */
export interface MadeLabel {
  document: number;
  value: string;
  /** When what it tells had happened, ms UTC; null: when the text was there. */
  knownAt: number | null;
}

/** What the labels of a scheme were made with, the last first. */
export function labelSources(store: ReadableStore, scheme: string, origin: MadeOrigin): LabelSource[] {
  return store.db
    .prepare<[string, string], LabelSource>(
      `SELECT id, scheme, origin, name, settings, created_at AS createdAt FROM label_source
       WHERE scheme = ? AND origin = ? ORDER BY id DESC`,
    )
    .all(scheme, origin);
}

/** How many labels of a scheme are of each origin. */
export function labelsByOrigin(store: ReadableStore, scheme: string): Map<LabelOrigin, number> {
  const rows = store.db
    .prepare<[string], [LabelOrigin, number]>(
      'SELECT origin, count(*) FROM label WHERE scheme = ? GROUP BY origin ORDER BY origin',
    )
    .raw()
    .all(scheme);
  return new Map(rows);
}

/**
 * Puts labels in the place of all that were made the same way in the scheme before, and keeps what they were made with, in
 * one transaction. Returns how many were there.
 */
export function replaceMadeLabels(
  store: WritableStore,
  { scheme, origin, name, settings }: Pick<LabelSource, 'scheme' | 'origin' | 'name' | 'settings'>,
  labels: readonly MadeLabel[],
): number {
  return store.db.transaction(() => {
    const replaced = exchange(store, { scheme, origin }, labels);
    store.db
      .prepare('INSERT INTO label_source (scheme, origin, name, settings, created_at) VALUES (?, ?, ?, ?, ?)')
      .run(scheme, origin, name, settings, Date.now());
    return replaced;
  })();
}

/**
 * Takes back the last labels that were made this way in a scheme, in one transaction.
 *
 * @param before the labels that the source before them makes; none where there was none
 * @returns how many labels were taken back
 */
export function takeBackMadeLabels(
  store: WritableStore,
  { id, scheme, origin }: Pick<LabelSource, 'id' | 'scheme' | 'origin'>,
  before: readonly MadeLabel[],
): number {
  return store.db.transaction(() => {
    store.db.prepare('DELETE FROM label_source WHERE id = ?').run(id);
    return exchange(store, { scheme, origin }, before);
  })();
}

/** Puts labels in the place of all of this scheme and origin, and returns how many were there. */
export function exchange(
  { db }: WritableStore,
  { scheme, origin }: Pick<LabelSource, 'scheme' | 'origin'>,
  labels: readonly MadeLabel[],
): number {
  const { changes } = db.prepare('DELETE FROM label WHERE scheme = ? AND origin = ?').run(scheme, origin);
  const insert = db.prepare(
    'INSERT INTO label (document_id, scheme, origin, value, created_at, known_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const now = Date.now();
  for (const { document, value, knownAt } of labels)
    insert.run(document, scheme, origin, value, now, knownAt);
  return changes;
}
