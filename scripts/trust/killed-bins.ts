import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Random } from '../../src-main/random.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';
import { copiesOf } from '../bench/export-copies.ts';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start, unfinished } from './workspace.ts';

/** Enough for its room to be worth giving back to the disk. */
const RECORDS = 4000;
/** What is not in the bin. */
const kept = ['document', 'mention', 'company', 'label', 'source_file', 'reject', 'kept_record', 'spelling'];

/**
 * The bin emptied, and killed at a random moment: what is not in it is as it was, what is in it is all there or gone, and
 * the second try empties it and gives its room back to the disk.
 */
export async function killedBins(times: number, random: Random): Promise<Report> {
  const report = newReport('the bin emptied, killed at a random moment');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const [file, blank, workspace] = ['many.csv', 'blank', 'try'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  await copiesOf(join(sample, 'stockerbot-sample.csv'), file, RECORDS);
  await end(start(blank, 'import', file));
  await end(start(blank, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  await end(start(blank, 'forget', '1', '--yes'));
  const before = contentHash(blank, kept);
  const emptying = ['forget', '--empty-bin', '--yes'];
  const log = `${databaseOf(workspace)}-wal`;
  const isWritten = (): boolean => (statSync(log, { throwIfNoEntry: false })?.size ?? 0) > 0;
  cpSync(blank, workspace, { recursive: true });
  const { ms } = await end(start(workspace, ...emptying), { sign: isWritten, after: 1e9 });
  const bytes = statSync(databaseOf(workspace)).size;
  if (2 * bytes > statSync(databaseOf(blank)).size)
    report.losses.push(`of ${statSync(databaseOf(blank)).size} bytes ${bytes} are left without a kill`);
  for (let i = 0; i < times; i++) {
    rmSync(workspace, { recursive: true });
    cpSync(blank, workspace, { recursive: true });
    const after = random.uniform() * ms * 1.1;
    const { signal } = await end(start(workspace, ...emptying), { sign: isWritten, after });
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`killed after ${after.toFixed(0)} ms: ${what}`);
    const there = binned(workspace);
    if (there !== 0 && there !== binned(blank)) lose('a part of the bin is gone');
    count(
      report,
      signal === null ? 'ended before' : there === 0 ? 'killed when it was emptied' : 'killed before',
    );
    if (contentHash(workspace, kept) !== before) lose('what is not in the bin has changed');
    for (const one of await findings(workspace)) lose(one);
    const again = await end(start(workspace, ...emptying));
    if (again.code !== 0) lose(`the second try said "${again.said}"`);
    if (binned(workspace) !== 0) lose('the second try left something in the bin');
    if (contentHash(workspace, kept) !== before) lose('the second try changed what is not in the bin');
    const size = statSync(databaseOf(workspace)).size;
    if (size > bytes) lose(`the database has ${size} bytes, and ${bytes} without a kill`);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
  }
  rmSync(folder, { recursive: true });
  return report;
}

/** How many rows are in the bin. */
function binned(workspace: string): number {
  const db = new SQLite(databaseOf(workspace), { readonly: true });
  try {
    return db
      .prepare<[], number>('SELECT (SELECT count(*) FROM deletion) + (SELECT count(*) FROM deleted_row)')
      .pluck()
      .get()!;
  } finally {
    db.close();
  }
}
