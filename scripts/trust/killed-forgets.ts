import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { Random } from '../../src-main/random.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';
import { hashOf } from './killed-exports.ts';
import { count, newReport, type Report } from './report.ts';
import { trainedWorkspace } from './trained-workspace.ts';
import { contentHash, end, findings, start, unfinished } from './workspace.ts';

/** What is taken back, of a workspace with two files and a run. */
const takenBack = [
  ['forget', '1', '--yes'],
  ['forget', '2', '--yes'],
  ['forget', '--labels', 'sentiment', '--yes'],
  ['forget', '--run', '1', '--yes'],
];
const undo = ['forget', '--undo'];

/**
 * Things that are taken back, killed at a random moment: all of it is gone or nothing, and the second try takes the rest.
 * Then they are brought back, which is killed too: all of it is there again or nothing, and the second try brings it.
 */
export async function killedForgets(times: number, random: Random): Promise<Report> {
  const report = newReport('things taken back and brought back again, both killed at a random moment');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const blank = join(folder, 'blank');
  await trainedWorkspace(blank);
  const [before, whole] = [contentHash(blank), restored(blank)];
  const wanted: { hash: string; ms: number; undoMs: number }[] = [];
  const workspace = join(folder, 'try');
  // It is there as soon as the database is opened.
  const log = `${databaseOf(workspace)}-wal`;
  for (const command of takenBack) {
    cpSync(blank, workspace, { recursive: true });
    const { ms } = await end(start(workspace, ...command), { sign: log, after: 1e9 });
    const hash = contentHash(workspace);
    const { ms: undoMs } = await end(start(workspace, ...undo), { sign: log, after: 1e9 });
    wanted.push({ hash, ms, undoMs });
    rmSync(workspace, { recursive: true });
  }
  for (let i = 0; i < times; i++) {
    const which = i % takenBack.length;
    const [command, { hash, ms, undoMs }] = [takenBack[which]!, wanted[which]!];
    cpSync(blank, workspace, { recursive: true });
    const after = random.uniform() * ms * 1.1;
    const { signal } = await end(start(workspace, ...command), { sign: log, after });
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`${command.join(' ')}, killed after ${after.toFixed(0)} ms: ${what}`);
    const now = contentHash(workspace);
    count(
      report,
      signal === null ? 'ended before' : now === hash ? 'killed when all was done' : 'killed before',
    );
    if (now !== hash && now !== before) lose('a part of it is gone');
    for (const one of await findings(workspace)) lose(one);
    if (now !== hash) {
      const again = await end(start(workspace, ...command));
      if (again.code !== 0) lose(`the second try said "${again.said}"`);
      else if (contentHash(workspace) !== hash) lose('the second try left something else');
    }
    await end(start(workspace, ...undo), { sign: log, after: random.uniform() * undoMs * 1.1 });
    const isBack = restored(workspace) === whole;
    count(report, isBack ? 'brought back' : 'killed before that was brought back');
    if (!isBack && contentHash(workspace) !== hash) lose('a part of it was brought back');
    for (const one of await findings(workspace)) lose(one);
    if (!isBack) {
      const again = await end(start(workspace, ...undo));
      if (again.code !== 0) lose(`the second undo said "${again.said}"`);
      else if (restored(workspace) !== whole) lose('what was brought back is not what there was');
    }
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    rmSync(workspace, { recursive: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}

/** A hash of all rows and files of runs; of the index of the texts, and of numbers that are gone, others stay behind. */
function restored(workspace: string): string {
  const db = new SQLite(databaseOf(workspace), { readonly: true });
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*'
       AND name NOT GLOB 'document_text*' AND name <> 'state' ORDER BY name`,
    )
    .pluck()
    .all();
  db.close();
  const runs = join(workspace, 'runs');
  return contentHash(workspace, tables) + (existsSync(runs) ? hashOf(runs) : '');
}
