import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { UserError } from '../errors.ts';
import { isDamage } from './check-content.ts';

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

  /** null: not there, or not as it was kept. */
  get(key: Uint8Array): Float32Array | null {
    const row = this.#named(() =>
      this.#db
        .prepare<[Uint8Array], { value: Buffer; sum: number }>('SELECT value, sum FROM vector WHERE key = ?')
        .get(key),
    );
    if (row === undefined || crc32(row.value) !== row.sum) return null;
    // A copy, because SQLite's bytes need not stand where floats may.
    return new Float32Array(Uint8Array.from(row.value).buffer);
  }

  /** Keeps vectors, all or none of them. */
  put(vectors: Iterable<readonly [key: Uint8Array, vector: Float32Array]>): void {
    const insert = this.#db.prepare('INSERT OR REPLACE INTO vector (key, value, sum) VALUES (?, ?, ?)');
    const keep = this.#db.transaction(() => {
      for (const [key, { buffer, byteOffset, byteLength }] of vectors) {
        const value = Buffer.from(buffer, byteOffset, byteLength);
        insert.run(key, value, crc32(value));
      }
    });
    this.#named(keep);
  }

  /** @throws UserError that names the file if it is damaged */
  #named<R>(ask: () => R): R {
    try {
      return ask();
    } catch (cause) {
      throw isDamage(cause) ? unusable(this.#db.name, cause) : cause;
    }
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
    db.exec(
      'CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, value BLOB NOT NULL, sum INTEGER) STRICT',
    );
    addSums(db);
    return db;
  } catch (cause) {
    db?.close();
    throw unusable(file, cause);
  }
}

/** Earlier versions kept vectors without a checksum. */
function addSums(db: SQLite.Database): void {
  db.function('crc_of', (value) => (value instanceof Uint8Array ? crc32(value) : null));
  db.transaction(() => {
    const columns = db.prepare<[], string>("SELECT name FROM pragma_table_info('vector')").pluck().all();
    if (columns.includes('sum')) return;
    db.exec('ALTER TABLE vector ADD COLUMN sum INTEGER; UPDATE vector SET sum = crc_of(value)');
  }).immediate();
}

function unusable(file: string, cause: unknown): UserError {
  return new UserError(
    'use',
    `${file} cannot be used: ${String(cause)}. Delete it; it is rebuilt when needed.`,
    { cause },
  );
}
