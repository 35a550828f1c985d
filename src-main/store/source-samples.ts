/** The first lines of imported files, with how they were read: a record that is corrected is read as all others were. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ReadableStore, WritableStore } from './store.ts';

export interface SourceSample {
  /** The kind of the file as its user said; null: it was recognised. */
  kind: string | null;
  /** The label scheme as its user said; null: by the headings. */
  labels: string | null;
  /** How it was to be read, as JSON. */
  reading: string;
  /** Its first lines, as JSON. */
  lines: string;
}

/** Keeps the sample of a source file, in the place of an earlier one. */
export function keepSample(
  { db }: WritableStore,
  source: number,
  { kind, labels, reading, lines }: SourceSample,
): void {
  db.prepare(
    `INSERT INTO source_sample (source_file, kind, labels, reading, lines) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET kind = excluded.kind, labels = excluded.labels, reading = excluded.reading,
       lines = excluded.lines`,
  ).run(source, kind, labels, reading, gzipSync(lines));
}

/** The sample of a source file; null: an earlier version imported it, which kept none. */
export function sampleOf({ db }: ReadableStore, source: number): SourceSample | null {
  const row = db
    .prepare<[number], Omit<SourceSample, 'lines'> & { lines: Buffer }>(
      'SELECT kind, labels, reading, lines FROM source_sample WHERE source_file = ?',
    )
    .get(source);
  return row === undefined ? null : { ...row, lines: gunzipSync(row.lines).toString() };
}
