/** Rejected records that a person corrected: what they were, what they are, and what became of them. */
import type { ReadableStore, WritableStore } from './store.ts';
import { transactional } from './transaction.ts';
import type { CorrectionRow, Page, RejectRow } from './types.ts';

/** A rejected record by its number; null: there is none. */
export function rejectById({ db }: ReadableStore, id: number): RejectRow | null {
  const row = db
    .prepare<[number], RejectRow>(
      `SELECT r.id, r.source_file AS source, s.name AS file, r.line, r.byte, r.column_name AS "column", r.kind, r.message, r.raw
       FROM reject r JOIN source_file s ON s.id = r.source_file WHERE r.id = ?`,
    )
    .get(id);
  return row ?? null;
}

/** The rejects of one record: a row of several prices may have been rejected for several of them. */
export function rejectsOfRecord({ db }: ReadableStore, { source, line, byte, raw }: RejectRow): number[] {
  return db
    .prepare<[number, number, number, string], number>(
      'SELECT id FROM reject WHERE source_file = ? AND line = ? AND byte = ? AND raw = ? ORDER BY id',
    )
    .pluck()
    .all(source, line, byte, raw);
}

/** What became of a record that was corrected. */
export type CorrectedOutcome = 'accepted' | 'duplicate';

/**
 * Moves rejects to the corrections of their file, and counts them there as what they are now. To be called in a
 * transaction.
 *
 * @param rejects numbers of rejects of one record, with what became of each
 */
export function noteCorrection(
  store: WritableStore,
  source: number,
  rejects: readonly { id: number; outcome: CorrectedOutcome }[],
  corrected: string,
): void {
  const move = store.db.prepare(
    `INSERT INTO correction (source_file, line, byte, column_name, kind, message, raw, corrected, outcome, corrected_at)
     SELECT source_file, line, byte, column_name, kind, message, raw, ?, ?, ? FROM reject WHERE id = ?`,
  );
  for (const { id, outcome } of rejects) {
    move.run(corrected, outcome, Date.now(), id);
    takeOff(store, source, id, outcome);
  }
}

/** A reject is none any more. */
function takeOff({ db }: WritableStore, source: number, id: number, outcome: CorrectedOutcome): void {
  db.prepare('DELETE FROM reject WHERE id = ?').run(id);
  db.prepare(
    `UPDATE source_file SET accepted = accepted + ?, duplicate = duplicate + ?, rejected = rejected - 1 WHERE id = ?`,
  ).run(Number(outcome === 'accepted'), Number(outcome === 'duplicate'), source);
}

/**
 * Records that were corrected and are rejected again, since their file was imported again, stay corrected.
 *
 * @returns how many count as what
 */
export function keepCorrected(
  store: WritableStore,
  source: number,
): Readonly<Record<CorrectedOutcome, number>> {
  return transactional(store, correctAgain)(store, source);
}

function correctAgain(store: WritableStore, source: number): Record<CorrectedOutcome, number> {
  const again = store.db
    .prepare<[number], { id: number; line: number; byte: number; outcome: CorrectedOutcome }>(
      `SELECT r.id, r.line, r.byte, c.outcome FROM correction c
       JOIN reject r ON r.source_file = c.source_file AND r.line = c.line AND r.byte = c.byte AND r.raw = c.raw
         AND r.column_name IS c.column_name AND r.kind = c.kind
       WHERE c.source_file = ? GROUP BY r.id`,
    )
    .all(source);
  for (const { id, outcome, ...place } of again) {
    takeOff(store, source, id, outcome);
    dropKeptReject(store, { source, ...place });
  }
  const accepted = again.filter(({ outcome }) => outcome === 'accepted').length;
  return { accepted, duplicate: again.length - accepted };
}

/** Forgets what is kept of a record as it was rejected, for the case that another file is forgotten. */
export function dropKeptReject(
  { db }: WritableStore,
  { source, line, byte }: Pick<RejectRow, 'source' | 'line' | 'byte'>,
): void {
  db.prepare(
    `DELETE FROM kept_record WHERE source_file = ? AND item >= 0 AND line = ? AND byte = ? AND outcome = 'rejected'`,
  ).run(source, line, byte);
}

/** A number for the next corrected record of a file that is kept: below 0, which no record of the file itself has. */
export function nextCorrectedItem({ db }: ReadableStore, source: number): number {
  const lowest = db
    .prepare<[number], number>('SELECT min(item) FROM kept_record WHERE source_file = ?')
    .pluck()
    .get(source);
  return Math.min(lowest ?? 0, 0) - 1;
}

/** A document of this moment will not give its number to another one, if the record that brought it is taken back. */
export function reserveDocumentNumbers({ db }: WritableStore): void {
  db.exec(`UPDATE state SET value = max(value, (SELECT coalesce(max(id), 0) FROM document))
           WHERE name = 'last_document'`);
}

/** Corrected records of one file, or of all (null), those that were corrected last first. */
export function listCorrections(
  { db }: ReadableStore,
  { source, offset, limit }: { source: number | null; offset: number; limit: number },
): Page<CorrectionRow> {
  const total = db
    .prepare<[{ source: number | null }], number>(
      'SELECT count(*) FROM correction WHERE source_file = coalesce(@source, source_file)',
    )
    .pluck()
    .get({ source });
  const rows = db
    .prepare<[{ source: number | null; offset: number; limit: number }], CorrectionRow>(
      `SELECT c.id, c.source_file AS source, s.name AS file, c.line, c.byte, c.column_name AS "column", c.kind, c.message, c.raw, c.corrected,
              c.outcome, c.corrected_at AS correctedAt
       FROM correction c JOIN source_file s ON s.id = c.source_file
       WHERE c.source_file = coalesce(@source, c.source_file) ORDER BY c.id DESC LIMIT @limit OFFSET @offset`,
    )
    .all({ source, offset, limit });
  return { total: total ?? 0, rows };
}
