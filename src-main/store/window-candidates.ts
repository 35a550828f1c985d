import { z } from 'zod';
import { numberColumn } from './number-column.ts';
import type { ReadableStore } from './store.ts';

/** The earliest time that there is; below it stand documents without time. */
const FIRST_TIME = -8_640_000_000_000_000;

/** Where the texts of a window may come from, each with the documents of one of its sources, by the source's key. */
const documents = {
  company: `m.published_at AS at, d.near_duplicate_group FROM mention m JOIN document d ON d.id = m.document_id
            WHERE m.company_id = ?`,
  author: 'd.published_at AS at, d.near_duplicate_group FROM document d WHERE d.author = ?',
  market: 'd.published_at AS at, d.near_duplicate_group FROM document d WHERE ? = 0',
} as const;
export type CandidateScope = keyof typeof documents;

/** A document that may stand in a window; `at` in milliseconds since 1970. */
export type CandidateRow = [document: number, at: number, group: number];

/**
 * Reads the documents of a source that were published before a time, the most recent first, as many as `limit` (-1: all
 * of them). The statement is compiled once for all sources of a scope.
 */
export function candidateRows(
  store: ReadableStore,
  { scope, noRetweets, verifiedOnly }: { scope: CandidateScope; noRetweets: boolean; verifiedOnly: boolean },
): (key: number | string, range: { before: number; limit: number }) => CandidateRow[] {
  const [time, id] = scope === 'company' ? ['m.published_at', 'm.document_id'] : ['d.published_at', 'd.id'];
  const statement = store.db
    .prepare<[number | string, number, number], CandidateRow>(
      `SELECT d.id, ${documents[scope]} AND ${time} >= ${FIRST_TIME} AND ${time} < ?
       ${noRetweets ? 'AND d.retweet = 0' : ''} ${verifiedOnly ? 'AND d.verified = 1' : ''}
       ORDER BY ${time} DESC, ${id} DESC LIMIT ?`,
    )
    .raw();
  return (key, { before, limit }) => statement.all(key, before, limit);
}

/** Ids and times of the documents of a source, from an index that has both, in the order of time and id. */
const covered = {
  company: `document_id AS id, published_at AS at FROM mention WHERE company_id = ? AND published_at >= ${FIRST_TIME}
            ORDER BY published_at, document_id`,
  author: `id, published_at AS at FROM document WHERE author = ? AND published_at >= ${FIRST_TIME}
           ORDER BY published_at, id`,
  market: `id, published_at AS at FROM document WHERE ? = 0 AND published_at >= ${FIRST_TIME}
           ORDER BY published_at, id`,
} as const satisfies Record<CandidateScope, string>;

const coveredSchema = z.tuple([z.string(), z.string()]);

/** Reads the ids and times of all documents of a source as columns, whatever else is known of them. */
export function candidateColumns(
  store: ReadableStore,
  scope: CandidateScope,
): (key: number | string) => { ids: number[]; times: number[] } {
  const statement = store.db
    .prepare<[number | string]>(
      `SELECT json_group_array(id), json_group_array(at) FROM (SELECT ${covered[scope]})`,
    )
    .raw();
  return (key) => {
    const [ids, times] = coveredSchema.parse(statement.get(key));
    return { ids: numberColumn(ids), times: numberColumn(times) };
  };
}
