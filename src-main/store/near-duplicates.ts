import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';
import { DisjointSets } from '../disjoint-sets.ts';
import { groupAdded } from './added-near-duplicates.ts';
import { GroupsOfKeys } from './groups-of-keys.ts';
import { type KeyRow, MIN_KEY_LETTERS, MOST_ADDED, nearDuplicatePairs } from './near-duplicate-pairs.ts';
import type { ReadableDatabase } from './store.ts';

/**
 * Groups documents that say the same in other clothes: equal normalised keys, or the key of a text that was cut off
 * being the start of the other's. A group's number is its smallest document id, so it does not depend on the order
 * of anything, and documents that are added later never renumber a group unless they join two.
 *
 * One pass over the keys in order; memory is 8 bytes a document.
 */
export function groupNearDuplicates(db: Database): void {
  db.transaction(() => {
    const last = lastDocument(db);
    const before = new Int32Array(last + 1);
    const groups = groupsOf(db, last, [], before);

    const update = db.prepare<[number, number]>('UPDATE document SET near_duplicate_group = ? WHERE id = ?');
    before.forEach((group, id) => {
      const now = groups.smallest(id);
      if (group !== 0 && group !== now) update.run(now, id);
    });
    db.prepare<[number]>("UPDATE state SET value = ? WHERE name = 'grouped_to'").run(last);
  }).immediate();
}

/**
 * The same after documents were added to groups that are complete: the new documents are compared with each other and
 * with those that begin as one of them does. However many there are, no other document is looked at in memory.
 */
export function groupAddedDocuments(db: Database): void {
  const added = db.transaction(() => {
    const last = lastDocument(db);
    const to = groupedTo(db);
    if (last - to > MOST_ADDED) return false;
    groupAdded(db, to, GroupsOfKeys.haveCompared(db, to, last));
    db.prepare<[number]>("UPDATE state SET value = ? WHERE name = 'grouped_to'").run(last);
    return true;
  });
  if (!added.immediate()) groupNearDuplicates(db);
}

function groupedTo(db: ReadableDatabase): number {
  return db.prepare<[], number>("SELECT value FROM state WHERE name = 'grouped_to'").pluck().get() ?? 0;
}

/** A text that is no document, as documents are compared. */
export interface ComparedText {
  /** Without HTML entities and the space around it. */
  text: string;
  /** Its normalised key. */
  key: string;
  cutOff: boolean;
}

export interface GroupsWithTexts {
  /** The group of each text: that of documents, or below 0 where no document says the same. */
  ofTexts: number[];
  /** The group of documents that have this one in the store: a text may join two of them. */
  ofGroup: (stored: number) => number;
}

/** The groups there would be if these texts were imported; nothing is stored. One pass over the keys. */
export function groupsWithTexts(db: ReadableDatabase, texts: readonly ComparedText[]): GroupsWithTexts {
  return db.transaction(() => {
    const last = lastDocument(db);
    const groups = groupsOf(db, last, texts);
    return {
      ofTexts: texts.map((_, index) => {
        const smallest = groups.smallest(last + 1 + index);
        return smallest > last ? last - smallest : smallest;
      }),
      ofGroup: (stored: number) => groups.smallest(stored),
    };
  })();
}

function lastDocument(db: ReadableDatabase): number {
  return db.prepare<[], number | null>('SELECT max(id) FROM document').pluck().get() ?? 0;
}

/** Groups of documents and of further texts, numbered from `last` + 1. @param before stored groups are noted here */
function groupsOf(
  db: ReadableDatabase,
  last: number,
  texts: readonly ComparedText[],
  before?: Int32Array,
): DisjointSets {
  const groups = new DisjointSets(last + 1 + texts.length);
  for (const [a, b] of nearDuplicatePairs(keysInOrder(db, last, texts, before))) groups.join(a, b);
  return groups;
}

/** The keys of all documents and of the texts, in their order. */
function* keysInOrder(
  db: ReadableDatabase,
  last: number,
  texts: readonly ComparedText[],
  before?: Int32Array,
): Generator<KeyRow> {
  const rows = db
    .prepare<[number, string], [...KeyRow, group: number]>(
      `WITH compared (id, key, text, cut_off, stored) AS (
         SELECT id, normal_key, text, cut_off, near_duplicate_group FROM document
         UNION ALL
         SELECT ? + 1 + key, value ->> 0, value ->> 1, value ->> 2, 0 FROM json_each(?))
       SELECT id, key, CASE WHEN length(key) < ${MIN_KEY_LETTERS} THEN text END AS short_text, cut_off, stored
       FROM compared ORDER BY key, short_text, id`,
    )
    .raw();
  const given = JSON.stringify(texts.map(({ key, text, cutOff }) => [key, text, cutOff ? 1 : 0]));
  for (const row of rows.iterate(last, given)) {
    if (before) before[row[0]] = row[4]!;
    yield row;
  }
}

/** Whether documents were added, by an import that was killed or is running, that are in no groups yet. */
export function isGroupingDue(db: ReadableDatabase): boolean {
  const due = db
    .prepare<[], number>(
      "SELECT coalesce((SELECT max(id) FROM document), 0) > (SELECT value FROM state WHERE name = 'grouped_to')",
    )
    .pluck()
    .get();
  return due === 1;
}

/** Completes the groups after an import that was killed; leaves it to a process that is importing just now. */
export function finishGroups(db: Database): void {
  if (!isGroupingDue(db)) return;
  const timeout = Number(db.pragma('busy_timeout', { simple: true }));
  db.pragma('busy_timeout = 0');
  try {
    groupAddedDocuments(db);
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error;
  } finally {
    db.pragma(`busy_timeout = ${timeout}`);
  }
}
