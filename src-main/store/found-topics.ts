/** Topics that were found in the texts: which cluster each text is in, and what a person changed of their names. */
import { exchange, type LabelSource, type MadeLabel } from './label-sources.ts';
import { settle } from './judgements.ts';
import type { ReadableStore, WritableStore } from './store.ts';
import { transactional } from './transaction.ts';

export interface TextCluster {
  document: number;
  cluster: number;
}

/** What a person said of texts under one name, and says under another since the topic has it. */
export interface RenamedJudgements {
  from: string;
  to: string;
  /** Judgements, by their numbers. */
  ids: readonly number[];
}

type Given = Pick<LabelSource, 'scheme' | 'name' | 'settings'>;

/**
 * Puts the topics of texts in the place of all that were found in the scheme before, with what they were found by, in one
 * transaction. Returns the number of the source, and how many labels were there.
 */
export function storeTopics(
  store: WritableStore,
  given: Given,
  texts: readonly TextCluster[],
  names: readonly string[],
): { source: number; replaced: number } {
  const { db } = store;
  return transactional(store, () => {
    const replaced = exchange(store, { scheme: given.scheme, origin: 'cluster' }, named(texts, names));
    const source = addSource(store, given);
    const insert = db.prepare(
      'INSERT INTO text_cluster (document_id, label_source, cluster) VALUES (?, ?, ?)',
    );
    for (const { document, cluster } of texts) insert.run(document, source, cluster);
    return { source, replaced };
  })();
}

/** Gives topics other names: the labels of their texts, and what people said of texts, follow. One transaction. */
export function renameTopics(
  store: WritableStore,
  given: Given,
  texts: readonly TextCluster[],
  names: readonly string[],
  judgements: readonly RenamedJudgements[],
): void {
  transactional(store, () => {
    exchange(store, { scheme: given.scheme, origin: 'cluster' }, named(texts, names));
    addSource(store, given);
    for (const { to, ids } of judgements) revalue(store, given.scheme, to, ids);
  })();
}

/** Takes back the last finding or renaming of a scheme, in one transaction. Returns how many labels there were. */
export function takeBackTopics(
  store: WritableStore,
  { id, scheme }: Pick<LabelSource, 'id' | 'scheme'>,
  before: readonly MadeLabel[],
  judgements: readonly RenamedJudgements[],
): number {
  return transactional(store, () => {
    store.db.prepare('DELETE FROM text_cluster WHERE label_source = ?').run(id);
    store.db.prepare('DELETE FROM label_source WHERE id = ?').run(id);
    for (const { from, ids } of judgements) revalue(store, scheme, from, ids);
    return exchange(store, { scheme, origin: 'cluster' }, before);
  })();
}

/** The cluster of each text that a source found one for; texts that are gone are left out. */
export function clustersOfSource(store: ReadableStore, source: number): TextCluster[] {
  return store.db
    .prepare<[number], TextCluster>(
      'SELECT document_id AS document, cluster FROM text_cluster WHERE label_source = ? ORDER BY document_id',
    )
    .all(source);
}

/** Clusters under the names of their topics. */
export function named(texts: readonly TextCluster[], names: readonly string[]): MadeLabel[] {
  return texts.map(({ document, cluster }) => ({ document, value: names[cluster]!, knownAt: null }));
}

/** What people said in a scheme under one name, by the numbers of their judgements. */
export function judgementsNamed(store: ReadableStore, scheme: string, value: string): number[] {
  return store.db
    .prepare<[string, string], number>('SELECT id FROM judgement WHERE scheme = ? AND value = ? ORDER BY id')
    .pluck()
    .all(scheme, value);
}

/** How many texts have each value of a scheme, and how many of them by hand. */
export function topicCounts(
  store: ReadableStore,
  scheme: string,
): Map<string, { texts: number; byHand: number }> {
  const rows = store.db
    .prepare<[string], { value: string; texts: number; byHand: number }>(
      `SELECT value, count(*) AS texts, sum(origin = 'manual') AS byHand FROM best_label WHERE scheme = ? GROUP BY value`,
    )
    .all(scheme);
  return new Map(rows.map(({ value, texts, byHand }) => [value, { texts, byHand }]));
}

function addSource({ db }: WritableStore, { scheme, name, settings }: Given): number {
  const { lastInsertRowid } = db
    .prepare(
      "INSERT INTO label_source (scheme, origin, name, settings, created_at) VALUES (?, 'cluster', ?, ?, ?)",
    )
    .run(scheme, name, settings, Date.now());
  return Number(lastInsertRowid);
}

function revalue(store: WritableStore, scheme: string, value: string, ids: readonly number[]): void {
  const { db } = store;
  const update = db
    .prepare<[string, number], number>('UPDATE judgement SET value = ? WHERE id = ? RETURNING document_id')
    .pluck();
  const documents = ids.flatMap((id) => update.all(value, id));
  settle(store, scheme, [...new Set(documents)]);
}
