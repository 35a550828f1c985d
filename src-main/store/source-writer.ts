import type { Statement } from 'better-sqlite3';
import type { WritableStore } from './store.ts';
import { transactional } from './transaction.ts';
import type { SourceFile } from './types.ts';

/** What is known of a source file before its records are read. */
export type NewSource = Pick<SourceFile, 'name' | 'path' | 'kind' | 'scheme' | 'bytes' | 'sha256'>;

/** How far the import of a source file has come. */
export type SourceProgress = Pick<
  SourceFile,
  'encoding' | 'records' | 'accepted' | 'duplicate' | 'rejected' | 'seconds'
>;

/** A source file that is being imported. */
export class SourceWriter {
  readonly id: number;
  /** Records of the same file that an earlier import stored. */
  readonly #acceptedBefore: number;
  readonly #update: Statement;
  readonly #complete: Statement<[number]>;

  /**
   * Notes that a file is being imported. The same content under the same scheme is the same source, whatever its name:
   * importing it again, or completing an import that was stopped, adds no second one, and its rejects are listed anew.
   */
  constructor(store: WritableStore, file: NewSource) {
    const { id, accepted } = transactional(store, begin)(store, file);
    this.id = id;
    this.#acceptedBefore = accepted;
    this.#update = store.db.prepare(
      `UPDATE source_file SET encoding = ?, records = ?, accepted = ?, duplicate = ?, rejected = ?, seconds = ?
       WHERE id = ?`,
    );
    this.#complete = store.db.prepare('UPDATE source_file SET records_kept = 1, whole = 1 WHERE id = ?');
  }

  /** Notes that the whole file was read by this version, which keeps what the file shares with others. */
  completed(): void {
    this.#complete.run(this.id);
  }

  /** Notes what of the file the workspace has by now. */
  progress({ records, accepted, duplicate, rejected, encoding, seconds }: SourceProgress): void {
    const again = Math.min(duplicate, this.#acceptedBefore);
    this.#update.run(encoding, records, accepted + again, duplicate - again, rejected, seconds, this.id);
  }
}

function begin({ db }: WritableStore, file: NewSource): { id: number; accepted: number } {
  const { name, path, kind, scheme, bytes, sha256 } = file;
  // The number of a file that can still be brought back is not used again.
  db.prepare(
    `INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at, records_kept, whole)
     VALUES (1 + max((SELECT coalesce(max(id), 0) FROM source_file),
                     (SELECT coalesce(max(item), 0) FROM deletion WHERE what = 'source')),
             ?, ?, ?, ?, '', ?, ?, ?, 1, 0)
     ON CONFLICT (sha256, kind, scheme) DO UPDATE SET name = excluded.name, path = excluded.path,
       imported_at = excluded.imported_at`,
  ).run(name, path, kind, scheme, bytes, sha256, Date.now());
  const row = db
    .prepare<[string, string, string], { id: number; accepted: number }>(
      // Records that were corrected by hand are counted once the file has been read.
      `SELECT id, accepted - (SELECT count(*) FROM correction WHERE source_file = s.id AND outcome = 'accepted') AS accepted
       FROM source_file s WHERE sha256 = ? AND kind = ? AND scheme = ?`,
    )
    .get(sha256, kind, scheme);
  if (row === undefined) throw new Error(`no source_file row for ${path}`);
  db.prepare('DELETE FROM reject WHERE source_file = ?').run(row.id);
  return row;
}
