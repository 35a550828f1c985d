import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../src-main/random.ts';
import { databaseOf } from '../../src-main/store/workspace-folder.ts';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start, unfinished } from './workspace.ts';

/** What is taken back, of a workspace with two files. */
const takenBack = [
  ['forget', '1', '--yes'],
  ['forget', '2', '--yes'],
  ['forget', '--labels', 'sentiment', '--yes'],
];

/** Imports that are taken back, killed at a random moment: all of it is gone or nothing, and the second try takes the rest. */
export async function killedForgets(times: number, random: Random): Promise<Report> {
  const report = newReport('imports taken back, killed at a random moment');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const blank = join(folder, 'blank');
  await end(start(blank, 'import', join(sample, 'stockerbot-sample.csv')));
  await end(start(blank, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  const before = contentHash(blank);
  const wanted: { hash: string; ms: number }[] = [];
  const workspace = join(folder, 'try');
  // It is there as soon as the database is opened.
  const log = `${databaseOf(workspace)}-wal`;
  for (const command of takenBack) {
    cpSync(blank, workspace, { recursive: true });
    const { ms } = await end(start(workspace, ...command), { sign: log, after: 1e9 });
    wanted.push({ hash: contentHash(workspace), ms });
    rmSync(workspace, { recursive: true });
  }
  for (let i = 0; i < times; i++) {
    const which = i % takenBack.length;
    const [command, { hash, ms }] = [takenBack[which]!, wanted[which]!];
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
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    rmSync(workspace, { recursive: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}
