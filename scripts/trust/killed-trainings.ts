import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Random } from '../../src-main/random.ts';
import { openStore, reading } from '../../src-main/store/open.ts';
import { listRuns, runMetrics } from '../../src-main/store/runs.ts';
import { count, newReport, type Report } from './report.ts';
import { end, findings, sample, start, unfinished } from './workspace.ts';

const training = ['train', 'topic', '--set', 'scheme=sentiment', '--set', 'epochs=6', '--device', 'cpu'];

/** Milliseconds in which a checkpoint is written. */
const CHECKPOINT_MS = 20;

/**
 * Trainings that are killed at a random moment, every third of them while a checkpoint is written, and resumed, which is
 * killed as well every other time: losses and result are those of one that was not.
 */
export async function killedTrainings(times: number, random: Random): Promise<Report> {
  const report = newReport('trainings killed at a random moment, and resumed');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  const blank = join(folder, 'blank');
  await end(start(blank, 'import', join(sample, 'stockerbot-sample.csv')));
  await end(start(blank, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  const whole = join(folder, 'whole');
  cpSync(blank, whole, { recursive: true });
  const { ms } = await end(start(whole, ...training), { sign: join(whole, 'locks/run-1'), after: 1e9 });
  const wanted = outcome(whole);
  for (let i = 0; i < times; i++) {
    const workspace = join(folder, `try-${i}`);
    cpSync(blank, workspace, { recursive: true });
    const isAtCheckpoint = i % 3 === 2;
    const after = random.uniform() * (isAtCheckpoint ? CHECKPOINT_MS : ms * 1.1);
    const { signal } = await end(start(workspace, ...training), {
      sign: isAtCheckpoint ? () => unfinished(workspace).length > 0 : join(workspace, 'locks/run-1'),
      after,
    });
    if (isAtCheckpoint && signal !== null) count(report, 'killed at a checkpoint');
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`training ${i}, killed after ${after.toFixed(0)} ms: ${what}`);
    for (const one of await findings(workspace)) lose(one);
    const isDone = outcome(workspace) !== null && outcome(workspace) === wanted;
    if (signal === null || isDone) count(report, 'ended before');
    else {
      const resume = ['train', '--resume', '1'];
      if (i % 2 === 1) {
        const first = await end(start(workspace, ...resume), {
          sign: () => true,
          after: random.uniform() * ms * 2,
        });
        if (first.signal !== null) count(report, 'killed again');
      }
      const isEnded = outcome(workspace) === wanted;
      const resumed = isEnded ? { code: 0, said: '' } : await end(start(workspace, ...resume));
      if (resumed.code === 0) count(report, 'resumed');
      else {
        // Killed before the end of its first epoch there is nothing to go on from, which is said.
        if (resumed.code !== 2) lose(`resuming said "${resumed.said}"`);
        count(report, 'began anew');
        const anew = await end(start(workspace, ...training));
        if (anew.code !== 0) lose(`training anew said "${anew.said}"`);
      }
    }
    if (outcome(workspace) !== wanted) lose('the result or the losses are others');
    for (const one of await findings(workspace)) lose(`afterwards: ${one}`);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    rmSync(workspace, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true });
  return report;
}

const resultSchema = z.looseObject({ run: z.unknown(), seconds: z.unknown(), phases: z.unknown() });

/** The losses and the result of the last run that is done, to the bit; null: there is none. */
export function outcome(workspace: string): string | null {
  const store = openStore(workspace, reading);
  try {
    const done = listRuns(store).find(({ state }) => state === 'done');
    if (done === undefined) return null;
    const {
      run: _,
      seconds: __,
      phases: ___,
      ...result
    } = resultSchema.parse(JSON.parse(done.result ?? 'null'));
    return JSON.stringify([result, runMetrics(store, done.id)]);
  } finally {
    store.close();
  }
}
