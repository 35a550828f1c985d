import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import { UserError } from '../errors.ts';

/**
 * Vectors that were computed once, by a key that says what they were computed from. A file of its own beside the
 * workspace's database: it may be deleted at any time.
 */
export class VectorCache {
  readonly #db: SQLite.Database;

  /**
   * @param readOnly nothing is to be kept: the cache lives in memory, and goes when it is closed
   * @throws UserError if the file is no such cache
   */
  constructor(file: string, readOnly = false) {
    this.#db = readOnly ? opened(':memory:') : openedOrInMemory(file);
  }

  /** null: not there. */
  get(key: Uint8Array): Float32Array | null {
    const bytes = this.#db
      .prepare<[Uint8Array], Buffer>('SELECT value FROM vector WHERE key = ?')
      .pluck()
      .get(key);
    // A copy, because SQLite's bytes need not stand where floats may.
    return bytes ? new Float32Array(Uint8Array.from(bytes).buffer) : null;
  }

  /** Keeps vectors, all or none of them. */
  put(vectors: Iterable<readonly [key: Uint8Array, vector: Float32Array]>): void {
    const insert = this.#db.prepare('INSERT OR REPLACE INTO vector (key, value) VALUES (?, ?)');
    this.#db.transaction(() => {
      for (const [key, { buffer, byteOffset, byteLength }] of vectors) {
        insert.run(key, Buffer.from(buffer, byteOffset, byteLength));
      }
    })();
  }

  close(): void {
    this.#db.close();
  }
}

/** A cache that cannot be written is no reason not to compute. */
function openedOrInMemory(file: string): SQLite.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return opened(file);
  } catch (error) {
    const cause = error instanceof UserError ? error.cause : error;
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    if (!/^(?:EACCES|EPERM|EROFS|SQLITE_READONLY|SQLITE_CANTOPEN|SQLITE_IOERR_SHM)/.test(code)) throw error;
    return opened(':memory:');
  }
}

function opened(file: string): SQLite.Database {
  let db: SQLite.Database | undefined;
  try {
    db = new SQLite(file, { timeout: 20_000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.exec('CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT');
    return db;
  } catch (cause) {
    db?.close();
    throw new UserError(
      'use',
      `${file} cannot be used: ${String(cause)}. Delete it; it is rebuilt when needed.`,
      { cause },
    );
  }
}
