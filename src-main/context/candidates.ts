import type { Store } from '../store/open.ts';
import type { ContextScope } from './scopes.ts';
import type { ContextSpec } from './spec.ts';

/** Documents that may stand in a window, as columns, in the order of time and id. */
export interface Candidates {
  ids: Int32Array;
  /** Milliseconds since 1970. */
  times: Float64Array;
  /** Near-duplicate groups. */
  groups: Int32Array;
}

/** Where candidates come from: all texts of one company, of one author, or of the market (key 0). */
export interface CandidateSource {
  scope: ContextScope;
  /** What the texts of the source are looked up with. */
  key: number | string;
}

/** The earliest time that there is; below it stand documents without time. */
const FIRST_TIME = -8_640_000_000_000_000;

/** The texts of a source, by its key. */
const FROM: Readonly<Record<ContextScope, string>> = {
  company: `m.published_at AS at, d.near_duplicate_group FROM mention m JOIN document d ON d.id = m.document_id
            WHERE m.company_id = ?`,
  author: 'd.published_at AS at, d.near_duplicate_group FROM document d WHERE d.author = ?',
  market: 'd.published_at AS at, d.near_duplicate_group FROM document d WHERE ? = 0',
};

/**
 * The candidates of a source that were published before a time, the `limit` most recent ones (-1: all). Retweets and
 * unverified accounts are left out here where the specification wants it, since that needs no comparing.
 */
export function loadCandidates(
  store: Store,
  source: CandidateSource,
  spec: Pick<ContextSpec, 'noRetweets' | 'verifiedOnly'>,
  range: { before: number; limit: number },
): Candidates {
  const order =
    source.scope === 'company' ? 'm.published_at DESC, m.document_id DESC' : 'd.published_at DESC, d.id DESC';
  const time = source.scope === 'company' ? 'm.published_at' : 'd.published_at';
  const rows = store.db
    .prepare<[number | string, number, number], [number, number, number]>(
      `SELECT d.id, ${FROM[source.scope]} AND ${time} >= ${FIRST_TIME} AND ${time} < ?
       ${spec.noRetweets ? 'AND d.retweet = 0' : ''} ${spec.verifiedOnly ? 'AND d.verified = 1' : ''}
       ORDER BY ${order} LIMIT ?`,
    )
    .raw()
    .all(source.key, range.before, range.limit)
    .reverse();
  return {
    ids: Int32Array.from(rows, ([id]) => id),
    times: Float64Array.from(rows, ([, at]) => at),
    groups: Int32Array.from(rows, ([, , group]) => group),
  };
}

/** A name for a source, unlike that of any other. */
export function sourceName({ scope, key }: CandidateSource): string {
  return `${scope} ${key}`;
}
