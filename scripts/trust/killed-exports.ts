import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../src-main/random.ts';
import { count, newReport, type Report } from './report.ts';
import { trainedWorkspace } from './trained-workspace.ts';
import { contentHash, end, start } from './workspace.ts';

/** What is exported, and the name that it gets. */
export const exportCommands: readonly { name: string; command: readonly string[] }[] = [
  { name: 'model', command: ['export', '1', '--format', 'onnx', '--out'] },
  { name: 'texts.csv', command: ['documents', '--out'] },
  { name: 'windows.parquet', command: ['windows', '--out'] },
  { name: 'labels.jsonl', command: ['labels', '--out'] },
];

/** Exports that are killed at a random moment: there is nothing or all of it, and the second try leaves nothing over. */
export async function killedExports(times: number, random: Random): Promise<Report> {
  const report = newReport('exports killed at a random moment');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const workspace = join(folder, 'workspace');
  await trainedWorkspace(workspace);
  const before = contentHash(workspace);
  const out = join(folder, 'out');
  const isBegun = (): boolean => readdirSync(out).length > 0;
  const wanted: { hash: string; ms: number }[] = [];
  for (const { name, command } of exportCommands) {
    mkdirSync(out);
    const { ms } = await end(start(workspace, ...command, join(out, name)), { sign: isBegun, after: 1e9 });
    wanted.push({ hash: hashOf(join(out, name)), ms });
    rmSync(out, { recursive: true });
  }
  for (let i = 0; i < times; i++) {
    const which = i % exportCommands.length;
    const [{ name, command }, { hash, ms }] = [exportCommands[which]!, wanted[which]!];
    mkdirSync(out);
    const path = join(out, name);
    const after = random.uniform() * ms * 1.1;
    const { signal } = await end(start(workspace, ...command, path), { sign: isBegun, after });
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`${name}, killed after ${after.toFixed(0)} ms: ${what}`);
    count(report, signal === null || existsSync(path) ? 'ended before' : 'killed in the work');
    if (existsSync(path) && hashOf(path) !== hash) lose('a part of it stands there as if it were whole');
    if (!existsSync(path)) {
      const again = await end(start(workspace, ...command, path));
      if (again.code !== 0) lose(`the second try said "${again.said}"`);
      else if (hashOf(path) !== hash) lose('the second try wrote something else');
    }
    for (const one of readdirSync(out)) if (one !== name) lose(`${one} is left over`);
    rmSync(out, { recursive: true });
  }
  if (contentHash(workspace) !== before) report.losses.push('exporting changed the workspace');
  rmSync(folder, { recursive: true });
  return report;
}

/** Of a file, or of all files of a folder. */
export function hashOf(path: string): string {
  const hash = createHash('sha256');
  if (!statSync(path).isDirectory()) return hash.update(readFileSync(path)).digest('hex');
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted()) {
    if (statSync(join(path, name)).isFile()) hash.update(name).update(readFileSync(join(path, name)));
  }
  return hash.digest('hex');
}
