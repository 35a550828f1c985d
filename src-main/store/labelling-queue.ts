/** Which texts an annotator labels next. */
import { Random } from '../random.ts';
import { storedSymbol } from './company-spelling.ts';
import { conditionsOf, searchQuery } from './search-query.ts';
import type { ReadableStore } from './store.ts';

export const labellingOrders = ['uncertain', 'newest', 'chance'] as const;
export type LabellingOrder = (typeof labellingOrders)[number];

export interface LabellingFilter {
  scheme: string;
  annotator: string;
  /** null: of all tickers. */
  symbol: string | null;
  /** As for a search; empty: any text. */
  query: string;
}

export interface LabellingQueue extends LabellingFilter {
  /** `uncertain`: those of which the run is least sure first; texts of which it has said nothing are left out. */
  order: LabellingOrder;
  /** For `uncertain`. */
  run: number | null;
  /** For `chance`. */
  seed: number;
  /** Only texts that another annotator has labelled, so that the two can be compared. */
  others: boolean;
}

/** Conditions on `d`, a document, and their parameters; null: no text meets them. */
function filterOf(
  store: ReadableStore,
  { scheme, annotator, symbol, query }: LabellingFilter,
): { conditions: string[]; values: Record<string, string | number> } | null {
  const conditions: string[] = [];
  const values: Record<string, string | number> = { scheme, annotator };
  if (symbol !== null) {
    conditions.push(
      'd.id IN (SELECT document_id FROM mention JOIN company c ON c.id = company_id WHERE c.symbol = @symbol)',
    );
    values['symbol'] = storedSymbol(store, symbol);
  }
  if (query.trim() !== '') {
    const search = searchQuery(query);
    if (search === null) return null;
    // `id`, `author` and `published_at` are of the document alone, wherever these conditions stand.
    const found = conditionsOf(search);
    conditions.push(...found.conditions);
    Object.assign(values, found.values);
  }
  return { conditions, values };
}

const ownJudgements = `SELECT document_id FROM judgement
  WHERE scheme = @scheme AND annotator = @annotator AND stage <> 'adjudicated'`;

/** What a run said of texts, with how sure it was: when it was tested, or when it labelled the texts that had no label. */
const sureness = `SELECT document_id, min(sure) AS sure FROM (
    SELECT document_id, confidence AS sure FROM label WHERE origin = 'model' AND run_id = @run
    UNION ALL
    SELECT document_id, (SELECT max(value) FROM json_each(probabilities)) FROM prediction
    WHERE run_id = @run AND document_id IS NOT NULL)
  GROUP BY document_id`;

/** The texts that wait for an annotator, in order; of near-duplicates one. */
export function labellingQueue(store: ReadableStore, queue: LabellingQueue): number[] {
  const filter = filterOf(store, queue);
  if (filter === null) return [];
  const { conditions, values } = filter;
  conditions.push(
    `d.near_duplicate_group NOT IN (SELECT e.near_duplicate_group FROM document e WHERE e.id IN (${ownJudgements}))`,
  );
  if (queue.others) {
    conditions.push(
      `d.id IN (SELECT document_id FROM judgement
         WHERE scheme = @scheme AND annotator <> @annotator AND stage IN ('blind', 'window'))`,
    );
  }
  const { order, run, seed } = queue;
  const byRun = order === 'uncertain' && run !== null;
  if (byRun) values['run'] = run;
  const rows = store.db
    .prepare<[object], [number, number]>(
      `SELECT d.id, d.near_duplicate_group FROM document d ${byRun ? `JOIN (${sureness}) s ON s.document_id = d.id` : ''}
       WHERE ${conditions.join(' AND ')}
       ORDER BY ${byRun ? 's.sure, ' : ''}${order === 'chance' ? '' : 'd.published_at DESC, '}d.id DESC`,
    )
    .raw()
    .all(values);
  const ordered = order === 'chance' ? new Random(seed).shuffle(rows) : rows;
  const seen = new Set<number>();
  return ordered.flatMap(([id, group]) => {
    if (seen.has(group)) return [];
    seen.add(group);
    return [id];
  });
}

/** All texts of a filter that an annotator has not labelled, near-duplicates too. */
export function unjudgedTexts(store: ReadableStore, asked: LabellingFilter): number[] {
  const filter = filterOf(store, asked);
  if (filter === null) return [];
  const { conditions, values } = filter;
  return store.db
    .prepare<[object], number>(
      `SELECT d.id FROM document d WHERE ${[...conditions, `d.id NOT IN (${ownJudgements})`].join(' AND ')} ORDER BY d.id`,
    )
    .pluck()
    .all(values);
}

/** What is known of a scheme before one labels by hand. */
export interface LabellingScheme {
  /** The values that it has, whoever gave them, in alphabetical order. */
  values: string[];
  /** Those who have labelled it by hand. */
  annotators: string[];
  /** Texts with a label from a file or a rule. */
  fromFiles: number;
  /** Texts with a label by hand. */
  byHand: number;
}

export function labellingScheme({ db }: ReadableStore, scheme: string): LabellingScheme {
  const listed = (sql: string) => db.prepare<[object], string>(sql).pluck().all({ scheme });
  const count = (origins: string) =>
    db
      .prepare<[string], number>(
        `SELECT count(DISTINCT document_id) FROM label WHERE scheme = ? AND origin IN (${origins})`,
      )
      .pluck()
      .get(scheme) ?? 0;
  return {
    values: listed(
      `SELECT value FROM label WHERE scheme = @scheme UNION SELECT value FROM judgement WHERE scheme = @scheme
       ORDER BY value`,
    ),
    annotators: listed('SELECT DISTINCT annotator FROM judgement WHERE scheme = @scheme ORDER BY annotator'),
    fromFiles: count("'import', 'rule'"),
    byHand: count("'manual'"),
  };
}
