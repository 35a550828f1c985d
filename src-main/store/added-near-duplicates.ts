import type { Database } from 'better-sqlite3';
import {
  type KeyRow,
  MIN_KEY_LETTERS,
  MIN_PREFIX_LETTERS,
  nearDuplicatePairs,
} from './near-duplicate-pairs.ts';

/** So many characters of a key are at most as long as `MIN_PREFIX_LETTERS` of JavaScript, which counts some as two. */
const START_CHARACTERS = MIN_PREFIX_LETTERS / 2;

/** A row of a document in the database, with the group that it has. */
type StoredRow = [...KeyRow, group: number];

const columns = `id, normal_key, CASE WHEN length(normal_key) < ${MIN_KEY_LETTERS} THEN text END, cut_off, near_duplicate_group`;

/**
 * Puts the documents with ids above `to` into the groups of all.
 *
 * @param keysCompared those with equal keys have one group already
 */
export function groupAdded(db: Database, to: number, keysCompared: boolean): void {
  const added = addedRows(db, to, keysCompared);
  const groups = joined([...alikeAtTheStart(db, to, added), ...added]);
  const update = db.prepare<[number, number]>('UPDATE document SET near_duplicate_group = ? WHERE id = ?');
  const join = (after: number, upTo: number, renamed: readonly number[]): void => {
    if (renamed.length === 0) return;
    const members = db
      .prepare<[number, number, string], [id: number, group: number]>(
        `SELECT id, near_duplicate_group FROM document
         WHERE id > ? AND id <= ? AND near_duplicate_group IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(after, upTo, JSON.stringify(renamed));
    for (const [id, group] of members) update.run(groups.get(group)!, id);
  };
  const renamed = [...groups.keys()];
  join(
    to,
    Number.MAX_SAFE_INTEGER,
    renamed.filter((group) => group > to),
  );
  // Where new documents join two groups of earlier ones, those have to be looked through.
  join(
    0,
    to,
    renamed.filter((group) => group <= to),
  );
}

/**
 * The documents with ids above `to` that may be near-duplicates of others than those of their groups. Of documents with
 * one key the first one and those that were cut off are enough; if there are no earlier documents with that key, those
 * that begin as one that was cut off.
 */
function addedRows(db: Database, to: number, keysCompared: boolean): StoredRow[] {
  const isOfKey = '(near_duplicate_group = id OR cut_off = 1)';
  const start = `substr(normal_key, 1, ${START_CHARACTERS})`;
  const startsAlike = `(length(normal_key) < ${MIN_KEY_LETTERS} OR ${start} IN (SELECT ${start} FROM document WHERE id > ? AND cut_off = 1))`;
  const select = `SELECT ${columns} FROM document WHERE id > ? AND ${isOfKey}`;
  return to === 0 && keysCompared
    ? db.prepare<[number, number], StoredRow>(`${select} AND ${startsAlike}`).raw().all(to, to)
    : db.prepare<[number], StoredRow>(select).raw().all(to);
}

/** The earlier documents whose keys begin as those of new ones do: no others can be near-duplicates of these. */
function alikeAtTheStart(db: Database, to: number, added: readonly StoredRow[]): StoredRow[] {
  if (to === 0 || added.length === 0) return [];
  const starts = new Set(
    added.map(([, key]) => Array.from(key.slice(0, MIN_PREFIX_LETTERS)).slice(0, START_CHARACTERS).join('')),
  );
  return db
    .prepare<[number, string], StoredRow>(
      `SELECT ${columns} FROM document
       WHERE id <= ? AND substr(normal_key, 1, ${START_CHARACTERS}) IN (SELECT value FROM json_each(?))`,
    )
    .raw()
    .all(to, JSON.stringify([...starts]));
}

/** The groups that near-duplicates among the rows join, each with the smallest one that it is joined to. */
function joined(rows: readonly StoredRow[]): Map<number, number> {
  const parents = new Map<number, number>();
  const smallest = (group: number): number => {
    let root = group;
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next;
    // The next search is shorter.
    if (root !== group) parents.set(group, root);
    return root;
  };
  const buckets = new Map<string, StoredRow[]>();
  for (const row of rows) {
    const start = row[1].slice(0, MIN_PREFIX_LETTERS);
    const bucket = buckets.get(start);
    if (bucket === undefined) buckets.set(start, [row]);
    else bucket.push(row);
  }
  const groupOf = new Map<number, number>();
  for (const bucket of buckets.values()) {
    if (bucket.length === 1) continue;
    for (const [id, , , , group] of bucket) groupOf.set(id, group);
    for (const [a, b] of nearDuplicatePairs(bucket.sort(byKey))) {
      const [x, y] = [smallest(groupOf.get(a)!), smallest(groupOf.get(b)!)];
      if (x !== y) parents.set(Math.max(x, y), Math.min(x, y));
    }
  }
  return new Map(Array.from(parents.keys(), (group) => [group, smallest(group)]));
}

/** Any order in which a key comes before those that it begins serves. */
function byKey([a, keyA, textA]: StoredRow, [b, keyB, textB]: StoredRow): number {
  return compared(keyA, keyB) || compared(textA ?? '', textB ?? '') || a - b;
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
