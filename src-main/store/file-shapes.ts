import type { ReadableStore, WritableStore } from './store.ts';

/** How a file of a shape was read, as its user said. */
export interface KeptShape {
  /** What files of one source have in common. */
  shape: string;
  /** Name of the file that was imported last with these answers. */
  file: string;
  /** What the user said that it is; null: it was recognised. */
  kind: string | null;
  /** How the user said that it is to be read, as JSON. */
  reading: string;
  /** Milliseconds since 1970 in UTC. */
  importedAt: number;
}

/** How the last file of a shape was read; null: none was, or all was recognised. */
export function keptShape({ db }: ReadableStore, shape: string): KeptShape | null {
  const kept = db
    .prepare<[string], KeptShape>(
      'SELECT shape, file, kind, reading, imported_at AS importedAt FROM file_shape WHERE shape = ?',
    )
    .get(shape);
  return kept ?? null;
}

/** Whether any answers are kept. */
export function hasShapes({ db }: ReadableStore): boolean {
  return db.prepare<[], number>('SELECT EXISTS (SELECT 1 FROM file_shape)').pluck().get() === 1;
}

/** Keeps how a file of a shape was read, in place of what was kept for that shape. */
export function keepShape(
  { db }: WritableStore,
  { shape, file, kind, reading, importedAt }: KeptShape,
): void {
  db.prepare<[string, string, string | null, string, number]>(
    `INSERT INTO file_shape (shape, file, kind, reading, imported_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (shape) DO UPDATE SET file = excluded.file, kind = excluded.kind, reading = excluded.reading,
       imported_at = excluded.imported_at`,
  ).run(shape, file, kind, reading, importedAt);
}
