import type { Statement } from 'better-sqlite3';
import { GroupsOfKeys } from './groups-of-keys.ts';
import type { WritableStore } from './store.ts';
import { waitingSources } from './waiting-texts.ts';

/** A document that is to be stored, besides the companies that it mentions. */
export interface NewDocument {
  /** 32 hexadecimal digits that no other document has. */
  contentKey: string;
  /** Milliseconds since 1970 in UTC; null: not known. */
  publishedAt: number | null;
  verified: boolean;
  retweet: boolean;
  cutOff: boolean;
  author: string | null;
  text: string;
  normalKey: string;
  url: string | null;
  /** Its line in the source file, from 1. */
  line: number;
}

/** A document as it is stored. */
export interface StoredDocument {
  id: number;
  isNew: boolean;
  /** Number of the source file that it is of. */
  source: number;
}

/** Stores the documents of a source file, each content key once. */
export class DocumentWriter {
  readonly #source: number;
  readonly #insert: Statement;
  readonly #find: Statement<[number, string], { id: number; source: number; waits: number }>;
  readonly #adopt: Statement;
  readonly #forgotten: number | null;
  readonly #last: Statement<[], number | null>;
  readonly #index: Statement<[number]>;
  readonly #groups: GroupsOfKeys;
  #lastId = 0;
  /** Documents after this one are not searchable yet; null: all are. */
  #indexedTo: number | null = null;

  /** @param forgotten a source file that is being forgotten: its documents pass to this one */
  constructor({ db }: WritableStore, source: number, forgotten: number | null = null) {
    this.#groups = new GroupsOfKeys(db);
    this.#source = source;
    this.#forgotten = forgotten;
    this.#insert = db.prepare(
      `INSERT INTO document (id, content_key, published_at, near_duplicate_group, verified, retweet, cut_off, author,
                             text, normal_key, url, source_file, line)
       VALUES (?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (content_key) DO NOTHING`,
    );
    this.#find = db.prepare(
      `SELECT id, source_file AS source, source_file IN (${waitingSources}) AND ? NOT IN (${waitingSources}) AS waits
       FROM document WHERE content_key = unhex(?)`,
    );
    this.#adopt = db.prepare(
      'UPDATE document SET source_file = ?, line = ?, verified = ?, url = ? WHERE id = ?',
    );
    // Numbers of documents that were forgotten are not used again.
    this.#last = db
      .prepare<[], number | null>(
        "SELECT max((SELECT coalesce(max(id), 0) FROM document), value) FROM state WHERE name = 'last_document'",
      )
      .pluck();
    this.#index = db.prepare(
      'INSERT INTO document_text (rowid, text) SELECT id, text FROM document WHERE id > ?',
    );
  }

  /** To be called at the start of a transaction, or within it; others may have written since the last one. */
  begin(): void {
    this.#lastId = this.#last.get() ?? 0;
    this.#groups.begin();
    this.#indexedTo ??= this.#lastId;
  }

  /**
   * Stores a document, or finds the one that is there; one that waits for its text is taken over. At first it is compared
   * with the new documents only.
   */
  add(document: NewDocument): StoredDocument {
    const { contentKey, publishedAt, verified, retweet, cutOff, author, text, normalKey, url, line } =
      document;
    const id = this.#lastId + 1;
    const { changes } = this.#insert.run(
      id,
      contentKey,
      publishedAt,
      this.#groups.of(id, normalKey),
      verified ? 1 : 0,
      retweet ? 1 : 0,
      cutOff ? 1 : 0,
      author,
      text,
      normalKey,
      url,
      this.#source,
      line,
    );
    if (changes > 0) {
      this.#lastId = id;
      this.#groups.add(id, normalKey);
      return { id, isNew: true, source: this.#source };
    }
    const found = this.#find.get(this.#source, contentKey);
    if (found === undefined) throw new Error(`no document row for the content key ${contentKey}`);
    const { id: own, source, waits } = found;
    if (source !== this.#forgotten && waits === 0) return { id: own, source, isNew: false };
    this.#adopt.run(this.#source, line, verified ? 1 : 0, url, own);
    return { id: own, isNew: true, source: this.#source };
  }

  /**
   * To be called at the end of a transaction: makes its documents searchable. Only there, since each statement that
   * changes the index writes a piece of it, and pieces have to be merged.
   */
  end(): void {
    if (this.#indexedTo !== null) this.#index.run(this.#indexedTo);
    this.#indexedTo = null;
  }
}
