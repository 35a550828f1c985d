import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { UserError } from '../../src-main/errors.ts';
import type { Random } from '../../src-main/random.ts';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start } from './workspace.ts';

/** Files that may be deleted at any time, so that damage to them loses nothing. */
const dispensable = /^(?:locks|cache)\//;

/** One bit is flipped, or one file cut, anywhere in a workspace: it is noticed, or what is stored is the same. */
export async function damagedFiles(times: number, random: Random): Promise<Report> {
  const report = newReport('files with a flipped bit, or cut');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const whole = join(folder, 'whole');
  await end(start(whole, 'import', join(sample, 'stockerbot-sample.csv')));
  await end(start(whole, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  await end(
    start(whole, 'train', 'topic', '--set', 'scheme=sentiment', '--set', 'epochs=1', '--device', 'cpu'),
  );
  const wanted = contentHash(whole);
  const files = readdirSync(whole, { recursive: true, encoding: 'utf8' }).filter(
    (name) =>
      statSync(join(whole, name)).isFile() && statSync(join(whole, name)).size > 0 && !dispensable.test(name),
  );
  const copy = join(folder, 'copy');
  for (let i = 0; i < times; i++) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(whole, copy, { recursive: true });
    // Each file as often as any other, and the database as often as all of them.
    const name = random.below(2) === 0 ? 'contexture.db' : random.pick(files);
    const bytes = readFileSync(join(copy, name));
    const at = random.below(bytes.length);
    const isCut = random.below(4) === 0;
    if (!isCut) bytes[at]! ^= 1 << random.below(8);
    writeFileSync(join(copy, name), isCut ? bytes.subarray(0, at) : bytes);
    report.tries++;
    const what = `${basename(name)}, ${isCut ? 'cut' : 'a bit flipped'} at ${at}`;
    try {
      const found = await findings(copy);
      if (found.length > 0) count(report, 'noticed');
      else if (contentHash(copy) === wanted && isUnread(name)) count(report, 'harmless');
      else report.losses.push(`${what}: nobody noticed`);
    } catch (error) {
      // Refused with a sentence is noticed, too; anything else is a failure of the program.
      if (error instanceof UserError) count(report, 'refused');
      else report.losses.push(`${what}: ${String(error)}`);
    }
  }
  rmSync(folder, { recursive: true });
  return report;
}

/** The content of the database was compared above; no other file is read without its hash. */
function isUnread(name: string): boolean {
  return name.startsWith('contexture.db');
}
