import type { ReadableStore } from './store.ts';
import type { SourceFile } from './types.ts';

/** The files that were imported, the newest first. */
export function listSources(store: ReadableStore): SourceFile[] {
  return store.db
    .prepare<[], Omit<SourceFile, 'whole'> & { whole: number }>(
      `SELECT id, name, path, kind, scheme, encoding, bytes, sha256, imported_at AS importedAt,
              records, accepted, duplicate, rejected, seconds, whole FROM source_file ORDER BY id DESC`,
    )
    .all()
    .map((source) => ({ ...source, whole: source.whole === 1 }));
}
