import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start } from './workspace.ts';

/** Two imports of one file at once, and one of another file beside them: together they store what one after another would. */
export async function atOnce(times: number): Promise<Report> {
  const report = newReport('imports at once');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const tweets = ['import', join(sample, 'stockerbot-sample.csv')];
  const whole = join(folder, 'whole');
  await end(start(whole, ...tweets));
  for (let i = 0; i < times; i++) {
    const workspace = join(folder, `try-${i}`);
    const ends = await Promise.all([end(start(workspace, ...tweets)), end(start(workspace, ...tweets))]);
    report.tries++;
    const lose = (what: string): void => void report.losses.push(`try ${i}: ${what}`);
    for (const { code, said } of ends) if (code !== 0) lose(`one of them said "${said}"`);
    const tables = ['document', 'mention', 'company', 'label'];
    if (contentHash(workspace, tables) !== contentHash(whole, tables)) lose('they stored something else');
    for (const one of await findings(workspace)) lose(one);
    count(report, 'twice');
    rmSync(workspace, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}
