import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../src-main/random.ts';
import { databaseOf, isWorkspace } from '../../src-main/store/workspace-folder.ts';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start, unfinished } from './workspace.ts';

const file = join(sample, 'stockerbot-sample.csv');

/** Imports that are killed at a random moment: nothing is damaged, and the second try gives what one would have given. */
export async function killedImports(times: number, random: Random): Promise<Report> {
  const report = newReport('imports killed at a random moment');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const whole = join(folder, 'whole');
  const { ms } = await end(start(whole, 'import', file), { sign: databaseOf(whole), after: 1e9 });
  const wanted = contentHash(whole);
  for (let i = 0; i < times; i++) {
    const workspace = join(folder, `try-${i}`);
    const after = random.uniform() * ms * 1.1;
    const { signal } = await end(start(workspace, 'import', file), {
      sign: databaseOf(workspace),
      after,
    });
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`import ${i}, killed after ${after.toFixed(0)} ms: ${what}`);
    // An empty file is what is left where a workspace was about to be made.
    const isMade = isWorkspace(workspace);
    count(
      report,
      signal === null ? 'ended before' : isMade ? 'killed in the work' : 'killed before it began',
    );
    if (isMade) for (const one of await findings(workspace)) lose(one);
    const again = await end(start(workspace, 'import', file));
    if (again.code !== 0) lose(`the second try said "${again.said}"`);
    else if (contentHash(workspace) !== wanted) lose('the second try stored something else');
    for (const one of await findings(workspace)) lose(`after the second try: ${one}`);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    rmSync(workspace, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}
