import type { Database, Statement } from 'better-sqlite3';
import { MIN_KEY_LETTERS, MOST_ADDED } from './near-duplicate-pairs.ts';

const latest = new WeakMap<Database, GroupsOfKeys>();

/**
 * The near-duplicate groups of documents while they are added: the first of those with one key. Every other comparison
 * is made once all are there, and has the less to do.
 */
export class GroupsOfKeys {
  readonly #groups = new Map<string, number>();
  readonly #version: Statement<[], number>;
  #known: number | undefined;
  #first = Infinity;
  #last = -Infinity;

  constructor(db: Database) {
    this.#version = db.prepare<[], number>('PRAGMA data_version').pluck();
    latest.set(db, this);
  }

  /** To be called at the start of a transaction: what another process wrote may have taken documents away. */
  begin(): void {
    const version = this.#version.get();
    if (version !== this.#known) this.#forget();
    this.#known = version;
  }

  /** The group of a new document that gets this id. */
  of(id: number, key: string): number {
    return this.#groups.get(key) ?? id;
  }

  /** Notes that a document was added. */
  add(id: number, key: string): void {
    if (this.#groups.size >= MOST_ADDED) this.#forget();
    this.#first = Math.min(this.#first, id);
    this.#last = id;
    if (!isShort(key) && !this.#groups.has(key)) this.#groups.set(key, id);
  }

  /** Whether each document after `to` was compared with all others after it. */
  static haveCompared(db: Database, to: number, last: number): boolean {
    const groups = latest.get(db);
    return groups !== undefined && groups.#first <= to + 1 && groups.#last === last;
  }

  #forget(): void {
    this.#groups.clear();
    this.#first = Infinity;
    this.#last = -Infinity;
  }
}

/** In characters, as SQLite counts them; in JavaScript some are two. */
function isShort(key: string): boolean {
  return key.length < 2 * MIN_KEY_LETTERS && Array.from(key).length < MIN_KEY_LETTERS;
}
