import { listSources } from './sources.ts';
import type { Overview, PriceCounts } from './types.ts';
import { whileUnchanged } from './while-unchanged.ts';

/** What a workspace holds. `companies` counts those that are mentioned, `nearDuplicates` the documents that repeat an earlier one of their group. */
export const overview = whileUnchanged((store): Overview => {
  const { db } = store;
  const counts = db
    .prepare<[], Pick<Overview, 'documents' | 'retweets' | 'nearDuplicates' | 'firstAt' | 'lastAt'>>(
      `SELECT count(*) AS documents, coalesce(sum(retweet), 0) AS retweets,
              coalesce(sum(near_duplicate_group <> id), 0) AS nearDuplicates,
              min(published_at) AS firstAt, max(published_at) AS lastAt FROM document`,
    )
    .get()!;
  const count = (what: string): number => db.prepare<[], number>(`SELECT ${what}`).pluck().get() ?? 0;
  return {
    workspace: store.dir,
    ...counts,
    companies: count('count(DISTINCT company_id) FROM mention'),
    labels: db
      .prepare<[], Overview['labels'][number]>(
        `SELECT scheme, value, origin, count(*) AS count FROM label
         GROUP BY scheme, value, origin ORDER BY scheme, origin, value`,
      )
      .all(),
    prices: db
      .prepare<[], PriceCounts>(
        `SELECT count(*) AS rows, count(DISTINCT company_id) AS tickers, min(day) AS firstDay, max(day) AS lastDay
         FROM price`,
      )
      .get()!,
    sources: listSources(store),
    rejects: count('count(*) FROM reject'),
  };
});
