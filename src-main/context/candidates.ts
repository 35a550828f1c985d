import type { ReadableStore } from '../store/store.ts';
import type { ContextSpec } from './spec.ts';

/** Documents that may stand in a window, as columns, in the order of time and id. */
export interface Candidates {
  ids: Int32Array;
  /** Milliseconds since 1970. */
  times: Float64Array;
  /** Near-duplicate groups. */
  groups: Int32Array;
}

/** Where candidates come from: all texts of one company, of one author, or of the market. */
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

/**
 * Reads the candidates of a source that were published before a time, the `limit` most recent ones (-1: all). Retweets
 * and unverified accounts are left out here where the specification wants it, since that needs no comparing. All sources
 * are of the specification's scope; its statement is compiled once for all of them.
 */
export function candidateReader(
  store: ReadableStore,
  { scope, noRetweets, verifiedOnly }: Pick<ContextSpec, 'scope' | 'noRetweets' | 'verifiedOnly'>,
): (source: CandidateSource, range: { before: number; limit: number }) => Candidates {
  const [time, id] = scope === 'company' ? ['m.published_at', 'm.document_id'] : ['d.published_at', 'd.id'];
  const statement = store.db
    .prepare<[number | string, number, number], [number, number, number]>(
      `SELECT d.id, ${FROM[scope]} AND ${time} >= ${FIRST_TIME} AND ${time} < ?
       ${noRetweets ? 'AND d.retweet = 0' : ''} ${verifiedOnly ? 'AND d.verified = 1' : ''}
       ORDER BY ${time} DESC, ${id} DESC LIMIT ?`,
    )
    .raw();
  return (source, { before, limit }) => {
    const rows = statement.all(keyOf(source), before, limit).reverse();
    return {
      ids: Int32Array.from(rows, ([id]) => id),
      times: Float64Array.from(rows, ([, at]) => at),
      groups: Int32Array.from(rows, ([, , group]) => group),
    };
  };
}

/** A name for a source, unlike that of any other. */
export function sourceName(source: CandidateSource): string {
  return `${source.scope} ${keyOf(source)}`;
}

function keyOf(source: CandidateSource): number | string {
  if (source.scope === 'company') return source.company;
  return source.scope === 'author' ? source.author : 0;
}
