import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openStore, writing } from '../../src-main/store/open.ts';
import { runNotes } from '../../src-main/store/run-notes.ts';
import { unpackedFixture } from './fixture.ts';
import { exportCommands, hashOf } from './killed-exports.ts';
import { outcome } from './killed-trainings.ts';
import { count, newReport, type Report } from './report.ts';
import { saysFull, smallDisk, type SmallDisk } from './small-disk.ts';
import { trainedWorkspace } from './trained-workspace.ts';
import { contentHash, end, findings, sample, start, unfinished } from './workspace.ts';

const training = ['train', 'topic', '--set', 'scheme=sentiment', '--set', 'epochs=3', '--device', 'cpu'];
/** Kilobytes of room beside the workspace. */
const rooms = [4, 64, 200, 400, 800, 1600];
/** As many labels and notes fit nowhere. */
const MOST_BY_HAND = 2000;
const byHandSchema = z.object({ labels: z.int(), notes: z.int(), said: z.string().nullable() });

/** Trainings, exports, changes of the schema, labels and notes on disks that are too small: refused in words, and whole with room. */
export async function fullDiskWork(): Promise<Report> {
  const report = newReport('trainings, exports, changes of the schema, labels and notes on a full disk');
  const folder = mkdtempSync(join(tmpdir(), 'contexture-trust-'));
  try {
    await trainings(report, folder);
    await exports(report, folder);
    await migrations(report, folder);
    await byHand(report, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
  return report;
}

function diskBeside(report: Report, kilobytes: number): SmallDisk | null {
  const disk = smallDisk(`${kilobytes}k`);
  if (disk === null)
    report.losses.push(
      'not tried: no small disk could be mounted, which needs the rights of an administrator',
    );
  return disk;
}

async function trainings(report: Report, folder: string): Promise<void> {
  const blank = join(folder, 'blank');
  await end(start(blank, 'import', join(sample, 'stockerbot-sample.csv')));
  await end(start(blank, 'import', join(sample, 'sentiment.csv'), '--labels', 'sentiment'));
  const whole = join(folder, 'whole');
  cpSync(blank, whole, { recursive: true });
  await end(start(whole, ...training));
  const wanted = outcome(whole);
  for (const room of rooms) {
    const disk = diskBeside(report, kilobytesOf(blank) + room);
    if (disk === null) return;
    const workspace = join(disk.folder, 'workspace');
    cpSync(blank, workspace, { recursive: true });
    report.tries++;
    const lose = (what: string): void => void report.losses.push(`training with ${room} kB of room: ${what}`);
    const first = await end(start(workspace, ...training));
    count(report, first.code === 0 ? 'trainings fitted' : 'trainings refused');
    if (first.code !== 0 && !saysFull(first.said)) lose(`it said "${first.said}"`);
    disk.resize('64m');
    if (first.code !== 0) {
      const resumed = await end(start(workspace, 'train', '--resume', '1'));
      const again = resumed.code === 0 ? resumed : await end(start(workspace, ...training));
      if (again.code !== 0) lose(`with room it said "${again.said}"`);
    }
    if (outcome(workspace) !== wanted) lose('the result or the losses are others');
    for (const one of await findings(workspace)) lose(one);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    disk.end();
  }
}

async function exports(report: Report, folder: string): Promise<void> {
  const workspace = join(folder, 'trained');
  await trainedWorkspace(workspace);
  for (const { name, command } of exportCommands) {
    const whole = join(folder, name);
    await end(start(workspace, ...command, whole));
    const disk = diskBeside(report, 8);
    if (disk === null) return;
    report.tries++;
    const lose = (what: string): void => void report.losses.push(`export of ${name}: ${what}`);
    const path = join(disk.folder, name);
    const first = await end(start(workspace, ...command, path));
    count(report, first.code === 0 ? 'exports fitted' : 'exports refused');
    if (first.code !== 0 && !saysFull(first.said)) lose(`it said "${first.said}"`);
    if (first.code !== 0 && readdirSync(disk.folder).length > 0) lose('something is left over');
    disk.resize('64m');
    if (first.code !== 0) await end(start(workspace, ...command, path));
    if (hashOf(path) !== hashOf(whole)) lose('with room it wrote something else');
    disk.end();
  }
}

async function migrations(report: Report, folder: string): Promise<void> {
  const old = unpackedFixture(folder);
  const whole = join(folder, 'migrated');
  cpSync(old, whole, { recursive: true });
  openStore(whole, writing).close();
  for (const room of rooms) {
    const disk = diskBeside(report, kilobytesOf(old) + room);
    if (disk === null) return;
    const workspace = join(disk.folder, 'workspace');
    cpSync(old, workspace, { recursive: true });
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`change of the schema with ${room} kB of room: ${what}`);
    const first = await end(start(workspace, 'sources'));
    count(report, first.code === 0 ? 'schemas fitted' : 'schemas refused');
    if (first.code !== 0 && !saysFull(first.said)) lose(`it said "${first.said}"`);
    disk.resize('64m');
    const again = await end(start(workspace, 'sources'));
    if (again.code !== 0) lose(`with room it said "${again.said}"`);
    if (contentHash(workspace) !== contentHash(whole)) lose('with room it has other rows');
    for (const one of await findings(workspace)) lose(one);
    for (const one of unfinished(workspace)) lose(`${one} is left over`);
    disk.end();
  }
}

/** Labels and notes that somebody gives until the disk is full: each is stored whole or refused, and that is said. */
async function byHand(report: Report, folder: string): Promise<void> {
  const trained = join(folder, 'by-hand');
  await trainedWorkspace(trained);
  for (const room of rooms) {
    const disk = diskBeside(report, kilobytesOf(trained) + room);
    if (disk === null) return;
    const workspace = join(disk.folder, 'workspace');
    cpSync(trained, workspace, { recursive: true });
    report.tries++;
    const lose = (what: string): void =>
      void report.losses.push(`labels and notes with ${room} kB of room: ${what}`);
    const { stdout } = spawnSync(
      process.execPath,
      [join(import.meta.dirname, 'by-hand.ts'), workspace, String(MOST_BY_HAND)],
      { encoding: 'utf8' },
    );
    const { labels, notes, said } = byHandSchema.parse(JSON.parse(stdout));
    count(report, said === null ? 'labels and notes fitted' : 'labels and notes refused');
    if (said !== null && !saysFull(said)) lose(`it said "${said}"`);
    disk.resize('64m');
    const store = openStore(workspace, writing);
    const actions = store.db.prepare('SELECT count(DISTINCT action) FROM judgement').pluck().get();
    if (actions !== labels) lose(`${String(actions)} of ${labels} labels are there`);
    const note = runNotes(store, 1).note ?? '';
    if (notes > 0 && !note.startsWith(`${notes - 1} `)) lose('the note is not the last that was kept');
    store.close();
    for (const one of await findings(workspace)) lose(one);
    disk.end();
  }
}

function kilobytesOf(folder: string): number {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce((total, name) => {
    const { size } = statSync(join(folder, name));
    return total + Math.ceil(size / 4096) * 4;
  }, 0);
}
