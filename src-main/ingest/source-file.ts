import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { Counts } from './sink.ts';

/** A file that is being imported, as the workspace knows it. */
export interface Source {
  id: number;
  bytes: number;
  /** Records of the same file that an earlier import stored. */
  acceptedBefore: number;
}

/** Size and SHA-256 of a file. */
export async function fingerprint(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  for await (const block of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(block);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/**
 * Notes that a file is being imported. The same content under the same scheme is the same source, whatever its name:
 * importing it again, or completing an import that was stopped, adds no second one, and its rejects are listed anew.
 */
export function beginSource(
  db: Database,
  file: { path: string; kind: string; scheme: string; bytes: number; sha256: string },
): Source {
  return db
    .transaction((): Source => {
      db.prepare(
        `INSERT INTO source_file (name, path, kind, scheme, encoding, bytes, sha256, imported_at)
         VALUES (?, ?, ?, ?, '', ?, ?, ?)
         ON CONFLICT (sha256, kind, scheme) DO UPDATE SET name = excluded.name, path = excluded.path,
           imported_at = excluded.imported_at`,
      ).run(
        basename(file.path),
        resolve(file.path),
        file.kind,
        file.scheme,
        file.bytes,
        file.sha256,
        Date.now(),
      );
      const row = db
        .prepare<[string, string, string], { id: number; accepted: number }>(
          'SELECT id, accepted FROM source_file WHERE sha256 = ? AND kind = ? AND scheme = ?',
        )
        .get(file.sha256, file.kind, file.scheme);
      if (row === undefined) throw new Error(`no source_file row for ${file.path}`);
      db.prepare('DELETE FROM reject WHERE source_file = ?').run(row.id);
      return { id: row.id, bytes: file.bytes, acceptedBefore: row.accepted };
    })
    .immediate();
}

/** Notes how far the import of a source has come: what of the file stands in the workspace by now. */
export function noteProgress(
  db: Database,
  source: Source,
  progress: Counts & { encoding: string; seconds: number },
): void {
  const { records, accepted, duplicate, rejected, encoding, seconds } = progress;
  const again = Math.min(duplicate, source.acceptedBefore);
  db.prepare(
    `UPDATE source_file SET encoding = ?, records = ?, accepted = ?, duplicate = ?, rejected = ?, seconds = ?
     WHERE id = ?`,
  ).run(encoding, records, accepted + again, duplicate - again, rejected, seconds, source.id);
}
