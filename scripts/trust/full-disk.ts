import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start, unfinished } from './workspace.ts';

const file = join(sample, 'stockerbot-sample.csv');

/** Imports onto disks that are too small by more and less: refused in words, and whole once there is room. */
export async function fullDisk(): Promise<Report> {
  const report = newReport('imports onto a full disk');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const mount = (...options: string[]): boolean =>
    spawnSync('mount', ['-t', 'tmpfs', '-o', options.join(','), 'tmpfs', folder]).status === 0;
  if (!mount('size=1m')) {
    rmSync(folder, { recursive: true });
    report.losses.push(
      'not tried: no small disk could be mounted, which needs the rights of an administrator',
    );
    return report;
  }
  spawnSync('umount', [folder]);
  const whole = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  await end(start(whole, 'import', file));
  for (const kilobytes of [256, 768, 1500, 2500, 3500, 4500, 6000]) {
    mount(`size=${kilobytes}k`);
    const workspace = join(folder, 'workspace');
    report.tries++;
    const lose = (what: string): void => void report.losses.push(`with ${kilobytes} kB: ${what}`);
    const first = await end(start(workspace, 'import', file));
    count(report, first.code === 0 ? 'fitted' : 'refused');
    if (first.code !== 0 && !/full|no space|does not fit/i.test(first.said)) lose(`it said "${first.said}"`);
    mount('remount', 'size=64m');
    const again = await end(start(workspace, 'import', file));
    if (again.code !== 0) lose(`with room it said "${again.said}"`);
    else if (contentHash(workspace) !== contentHash(whole)) lose('with room it stored something else');
    for (const one of await findings(workspace)) lose(one);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    spawnSync('umount', [folder]);
  }
  rmSync(whole, { recursive: true });
  rmSync(folder, { recursive: true });
  return report;
}
