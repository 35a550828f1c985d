import type { Store } from './open.ts';

/** Where the texts of a window come from: all texts of one company, of one author, or of the market. */
export type CandidateSource =
  | { scope: 'company'; company: number }
  | { scope: 'author'; author: string }
  | { scope: 'market' };

/** The earliest time that there is; below it stand documents without time. */
const FIRST_TIME = -8_640_000_000_000_000;

const FROM: Readonly<Record<CandidateSource['scope'], string>> = {
  company: `m.published_at AS at, d.near_duplicate_group FROM mention m JOIN document d ON d.id = m.document_id
            WHERE m.company_id = ?`,
  author: 'd.published_at AS at, d.near_duplicate_group FROM document d WHERE d.author = ?',
  market: 'd.published_at AS at, d.near_duplicate_group FROM document d WHERE ? = 0',
};

/** A document that may stand in a window; `at` in milliseconds since 1970. */
export type CandidateRow = [document: number, at: number, group: number];

/**
 * The documents of a source that were published before a time, the most recent first.
 *
 * @param range.limit as many as are returned; -1: all
 */
export function candidateRows(
  store: Store,
  source: CandidateSource,
  spec: { noRetweets: boolean; verifiedOnly: boolean },
  range: { before: number; limit: number },
): CandidateRow[] {
  const order =
    source.scope === 'company' ? 'm.published_at DESC, m.document_id DESC' : 'd.published_at DESC, d.id DESC';
  const time = source.scope === 'company' ? 'm.published_at' : 'd.published_at';
  return store.db
    .prepare<[number | string, number, number], CandidateRow>(
      `SELECT d.id, ${FROM[source.scope]} AND ${time} >= ${FIRST_TIME} AND ${time} < ?
       ${spec.noRetweets ? 'AND d.retweet = 0' : ''} ${spec.verifiedOnly ? 'AND d.verified = 1' : ''}
       ORDER BY ${order} LIMIT ?`,
    )
    .raw()
    .all(candidateKey(source), range.before, range.limit);
}

/** What a source is known by among those of its scope. */
export function candidateKey(source: CandidateSource): number | string {
  if (source.scope === 'company') return source.company;
  return source.scope === 'author' ? source.author : 0;
}
