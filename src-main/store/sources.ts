import type { ReadableStore } from './store.ts';
import type { SourceFile } from './types.ts';

/** The files that were imported, the newest first. */
export function listSources(store: ReadableStore): SourceFile[] {
  return store.db
    .prepare<[], SourceFile>(
      `SELECT id, name, path, kind, scheme, encoding, bytes, sha256, imported_at AS importedAt,
              records, accepted, duplicate, rejected, seconds FROM source_file ORDER BY id DESC`,
    )
    .all();
}
