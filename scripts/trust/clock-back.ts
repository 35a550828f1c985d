import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../src-main/random.ts';
import { outcome } from './killed-trainings.ts';
import { count, newReport, type Report } from './report.ts';
import { contentHash, end, findings, sample, start, startWith, unfinished } from './workspace.ts';

const tweets = ['import', join(sample, 'stockerbot-sample.csv')];
const labels = ['import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'];
const training = ['train', 'topic', '--set', 'scheme=sentiment', '--set', 'epochs=4', '--device', 'cpu'];

/** What is stored besides runs, whose results say how long they took. */
const tables = [
  'document',
  'mention',
  'company',
  'company_alias',
  'label',
  'reject',
  'source_file',
  'file_shape',
  'state',
];

/**
 * A clock that is set back by up to two years before every command, and by an hour more twice a second while it runs:
 * what is stored, learned and taken back is what it is with a clock that goes on.
 */
export async function clockBack(times: number, random: Random): Promise<Report> {
  const report = newReport('workspaces whose clock is set back');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const whole = join(folder, 'whole');
  for (const command of [tweets, labels, training]) await end(start(whole, ...command));
  const [wanted, curve] = [contentHash(whole, tables), outcome(whole)];
  const forgotten = join(folder, 'forgotten');
  cpSync(whole, forgotten, { recursive: true });
  await end(start(forgotten, 'forget', '2', '--yes'));
  const afterwards = contentHash(forgotten, tables);
  const clock = join(folder, 'clock.mjs');
  for (let i = 0; i < times; i++) {
    const workspace = join(folder, `try-${i}`);
    report.tries++;
    const lose = (what: string): void => void report.losses.push(`try ${i}: ${what}`);
    const run = async (...command: string[]): Promise<void> => {
      writeFileSync(clock, clockModule(Math.floor(random.uniform() * 2 * 365 * 86_400_000)));
      const { code, said } = await end(
        startWith({ NODE_OPTIONS: `--import=${clock}` }, workspace, ...command),
      );
      count(report, 'commands');
      if (code !== 0) lose(`${command[0]} said "${said}"`);
    };
    for (const command of [tweets, labels, training]) await run(...command);
    if (contentHash(workspace, tables) !== wanted) lose('something else is stored');
    if (outcome(workspace) !== curve) lose('the result or the losses are others');
    await run('runs');
    await run('sources');
    await run('forget', '2', '--yes');
    if (contentHash(workspace, tables) !== afterwards) lose('something else is taken back');
    for (const one of await findings(workspace)) lose(one);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    rmSync(workspace, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}

/** Replaces the clock of a process, and of every process that it starts. @param back milliseconds */
function clockModule(back: number): string {
  return `
    const now = Date.now;
    const begun = now();
    const offset = () => ${back} + Math.floor((now() - begun) / 500) * 3_600_000;
    Date.now = () => now() - offset();
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) {
        if (given.length === 0) super(Date.now());
        else super(...given);
      }
      static now() {
        return now() - offset();
      }
    };`;
}
