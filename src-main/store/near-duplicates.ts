import SQLite from 'better-sqlite3';
import type { Database } from 'better-sqlite3';

/** Keys with fewer letters say too little: such texts are near-duplicates only when they are equal. */
const MIN_KEY_LETTERS = 12;
/** A text that was cut off is the start of another when at least this many letters agree. */
const MIN_PREFIX_LETTERS = 40;

/** What decides on near-duplicates: document id, normalised key, its text if the key is short, cut off (0 or 1). */
export type KeyRow = [id: number, key: string, text: string | null, cutOff: number, ...more: number[]];

/**
 * Groups documents that say the same in other clothes: equal normalised keys, or the key of a text that was cut off
 * being the start of the other's. A group's number is its smallest document id, so it does not depend on the order
 * of anything, and documents that are added later never renumber a group unless they join two.
 *
 * One pass over the keys in order; memory is 8 bytes a document.
 */
export function groupNearDuplicates(db: Database): void {
  db.transaction(() => {
    const last = db.prepare<[], number | null>('SELECT max(id) FROM document').pluck().get() ?? 0;
    const groups = new DisjointSets(last + 1);
    const before = new Int32Array(last + 1);
    for (const [a, b] of nearDuplicatePairs(keysInOrder(db, before))) groups.join(a, b);

    const update = db.prepare<[number, number]>('UPDATE document SET near_duplicate_group = ? WHERE id = ?');
    before.forEach((group, id) => {
      const now = groups.smallest(id);
      if (group !== 0 && group !== now) update.run(now, id);
    });
    db.prepare<[number]>("UPDATE state SET value = ? WHERE name = 'grouped_to'").run(last);
  }).immediate();
}

/** The keys of all documents, in their order. The group that document `id` has is noted at `groups[id]`. */
function* keysInOrder(db: Database, groups: Int32Array): Generator<KeyRow> {
  const rows = db
    .prepare<[], [...KeyRow, group: number]>(
      `SELECT id, normal_key, CASE WHEN length(normal_key) < ${MIN_KEY_LETTERS} THEN text END AS short_text, cut_off,
              near_duplicate_group
       FROM document ORDER BY normal_key, short_text, id`,
    )
    .raw();
  for (const row of rows.iterate()) {
    groups[row[0]] = row[4]!;
    yield row;
  }
}

/**
 * Pairs of ids whose transitive closure are the groups. `rows` are in the order of their keys by code point, those of
 * equal short keys in the order of their texts.
 */
export function* nearDuplicatePairs(rows: Iterable<KeyRow>): Generator<[number, number]> {
  // Cut-off texts whose key starts the present key; in sorted order these form a stack.
  const starts: KeyRow[] = [];
  let previous: KeyRow | null = null;
  for (const row of rows) {
    const [id, key, text, cutOff] = row;
    if (previous !== null && previous[1] === key && previous[2] === text) yield [previous[0], id];
    while (starts.length > 0 && !key.startsWith(starts.at(-1)![1])) starts.pop();
    const start = starts.at(-1);
    if (start !== undefined) yield [start[0], id];
    if (cutOff === 1 && key.length >= MIN_PREFIX_LETTERS) starts.push(row);
    previous = row;
  }
}

/** Sets of small numbers that are joined; each is known by its smallest member. */
class DisjointSets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i);
  }

  smallest(member: number): number {
    const parent = this.#parent;
    let root = member;
    while (parent[root] !== root) {
      parent[root] = parent[parent[root]!]!;
      root = parent[root]!;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [x, y] = [this.smallest(a), this.smallest(b)];
    this.#parent[Math.max(x, y)] = Math.min(x, y);
  }
}

/** Completes the groups after an import that was killed; leaves it to a process that is importing just now. */
export function finishGroups(db: Database): void {
  const due = db
    .prepare<[], number>(
      "SELECT coalesce((SELECT max(id) FROM document), 0) > (SELECT value FROM state WHERE name = 'grouped_to')",
    )
    .pluck()
    .get();
  if (due !== 1) return;
  const timeout = Number(db.pragma('busy_timeout', { simple: true }));
  db.pragma('busy_timeout = 0');
  try {
    groupNearDuplicates(db);
  } catch (error) {
    if (!(error instanceof SQLite.SqliteError && error.code.startsWith('SQLITE_BUSY'))) throw error;
  } finally {
    db.pragma(`busy_timeout = ${timeout}`);
  }
}
