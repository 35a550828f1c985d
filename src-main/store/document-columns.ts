import { z } from 'zod';
import { nullableColumn, numberColumn } from './number-column.ts';
import type { ReadableStore } from './store.ts';

/** What of all documents decides on windows, each at the place of its id. */
export interface DocumentColumns {
  /** Milliseconds since 1970; NaN: unknown. */
  times: Float64Array;
  /** Near-duplicate groups; 0: there is no such document. */
  groups: Int32Array;
  /** 1: it is one. */
  retweets: Uint8Array;
  /** 1: its author is. */
  verified: Uint8Array;
}

/** So many documents are read in one go; each is a few numbers in a text. */
const CHUNK = 250_000;

const columnsSchema = z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()]);

/** The highest id of a document; 0: there is none. */
export function lastDocument(store: ReadableStore): number {
  return store.db.prepare<[], number | null>('SELECT max(id) FROM document').pluck().get() ?? 0;
}

/**
 * Reads the columns of all documents. A row of its own for each would take longer to make than the database takes to
 * find it, and to look documents up one by one takes ten times as long.
 */
export function documentColumns(store: ReadableStore): DocumentColumns {
  const last = lastDocument(store);
  const columns = {
    times: new Float64Array(last + 1).fill(Number.NaN),
    groups: new Int32Array(last + 1),
    retweets: new Uint8Array(last + 1),
    verified: new Uint8Array(last + 1),
  };
  const chunk = store.db
    .prepare<[number, number]>(
      `SELECT json_group_array(id), json_group_array(published_at), json_group_array(near_duplicate_group),
              json_group_array(retweet), json_group_array(verified)
       FROM document WHERE id > ? AND id <= ?`,
    )
    .raw();
  for (let from = 0; from < last; from += CHUNK) {
    const [id, at, group, retweet, isVerified] = columnsSchema.parse(chunk.get(from, from + CHUNK));
    const ids = numberColumn(id);
    const times = nullableColumn(at);
    const [groups, retweets, verified] = [
      numberColumn(group),
      numberColumn(retweet),
      numberColumn(isVerified),
    ];
    for (let i = 0; i < ids.length; i++) {
      const place = ids[i]!;
      columns.times[place] = times[i] ?? Number.NaN;
      columns.groups[place] = groups[i]!;
      columns.retweets[place] = retweets[i]!;
      columns.verified[place] = verified[i]!;
    }
  }
  return columns;
}

/** The companies of documents, those of `ids[i]` in its place. */
export function companiesOf(store: ReadableStore, ids: readonly number[]): number[][] {
  const found = ids.map((): number[] => []);
  const row = store.db
    .prepare<[string]>(
      `SELECT json_group_array(place), json_group_array(company_id) FROM (
         SELECT w.key AS place, m.company_id FROM json_each(?) w CROSS JOIN mention m ON m.document_id = w.value
         ORDER BY w.key, m.company_id)`,
    )
    .raw()
    .get(JSON.stringify(ids));
  const [place, company] = z.tuple([z.string(), z.string()]).parse(row);
  const companies = numberColumn(company);
  for (const [i, where] of numberColumn(place).entries()) found[where]!.push(companies[i]!);
  return found;
}
