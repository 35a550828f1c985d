import { hash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';
import { isCutOff } from '../text/clean.ts';
import { isRetweet } from '../text/retweet.ts';
import { matchKey } from '../text/normalise.ts';
import type { Tweet } from './tweet.ts';

/** Of a SHA-1; hexadecimal, since a string comes out of the hash with less work than a buffer. */
const CONTENT_KEY_DIGITS = 32;

/** What is stored of a text, besides the companies that it mentions. */
export type NewDocument = Omit<Tweet, 'companies'> & { line: number };

/** Stores documents, each once: one time, author and text are one document, whatever id a file gives it. */
export class DocumentWriter {
  readonly #db: Database;
  readonly #source: number;
  readonly #insert: Statement;
  readonly #find: Statement<[string], number>;
  #lastId = 0;
  #indexedTo = 0;

  constructor(db: Database, source: number) {
    this.#db = db;
    this.#source = source;
    this.#insert = db.prepare(
      `INSERT INTO document (id, content_key, published_at, near_duplicate_group, verified, retweet, cut_off, author,
                             text, normal_key, url, source_file, line)
       VALUES (?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (content_key) DO NOTHING`,
    );
    this.#find = db.prepare<[string], number>('SELECT id FROM document WHERE content_key = unhex(?)').pluck();
  }

  /** To be called at the start of a transaction; others may have written since the last one. */
  begin(): void {
    this.#lastId = this.#db.prepare<[], number | null>('SELECT max(id) FROM document').pluck().get() ?? 0;
    this.#indexedTo = this.#lastId;
  }

  /** Stores a document, or finds the one that is there. A document is a near-duplicate group of its own at first. */
  add(document: NewDocument): { id: number; isNew: boolean } {
    const { text, publishedAt, author, url, verified, line } = document;
    const key = hash('sha1', `${publishedAt}\0${author}\0${text}`, 'hex').slice(0, CONTENT_KEY_DIGITS);
    const id = this.#lastId + 1;
    const { changes } = this.#insert.run(
      id,
      key,
      publishedAt,
      id,
      verified ? 1 : 0,
      isRetweet(text) ? 1 : 0,
      isCutOff(text) ? 1 : 0,
      author,
      text,
      matchKey(text),
      url,
      this.#source,
      line,
    );
    if (changes === 0) return { id: this.#find.get(key)!, isNew: false };
    this.#lastId = id;
    return { id, isNew: true };
  }

  /** To be called at the end of a transaction: makes its documents searchable. */
  end(): void {
    this.#db
      .prepare('INSERT INTO document_text (rowid, text) SELECT id, text FROM document WHERE id > ?')
      .run(this.#indexedTo);
  }
}
