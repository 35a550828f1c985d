import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { openStore } from './open.ts';
import type { WritableStore } from './store.ts';
import { logState } from './write-ahead-log.ts';

const database = 'contexture.db';
const log = `${database}-wal`;
const index = `${database}-shm`;
const pageBytes = 16_384;
const frameBytes = 24 + pageBytes;
const frameAt = (frame: number): number => 32 + frame * frameBytes;

const rows = 30;
let killed: Record<string, Buffer>;

/** What is in the folder of a workspace whose process was killed: its last changes are in the log alone. */
beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'contexture-'));
  const store = openStore(folder);
  store.db.pragma('wal_checkpoint(TRUNCATE)');
  for (let row = 0; row < rows; row++) add(store, row);
  killed = Object.fromEntries([database, log, index].map((file) => [file, readFileSync(join(folder, file))]));
  store.close();
  rmSync(folder, { recursive: true });
});

function add({ db }: WritableStore, row: number): void {
  db.prepare('INSERT INTO company (symbol) VALUES (?)').run(`T${row}`);
}

/** Such a folder, with its log as it is made by `damage`. */
function folderWith(damage: (log: Buffer) => Buffer, without: readonly string[] = []): string {
  const folder = temporaryFolder();
  for (const [file, content] of Object.entries(killed)) {
    if (!without.includes(file))
      writeFileSync(join(folder, file), file === log ? damage(Buffer.from(content)) : content);
  }
  return folder;
}

/** What is in it once it was opened. */
function opened(folder: string): { rows: number; notice: string | null; kept: string[] } {
  const store = openStore(folder);
  try {
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    const found = store.db.prepare('SELECT count(*) FROM company').pluck().get();
    const kept = readdirSync(folder).filter((file) => file.includes('.damaged-'));
    return { rows: Number(found), notice: store.notice, kept };
  } finally {
    store.close();
  }
}

const flipped = (at: number) => (bytes: Buffer) => {
  bytes[at]! ^= 0x10;
  return bytes;
};

test('a log that is whole is read without a word', () => {
  expect(opened(folderWith((bytes) => bytes))).toEqual({ rows, notice: null, kept: [] });
});

test.each([
  ['a flipped bit in a page', flipped(frameAt(9) + 300)],
  ['a flipped bit in the last page', (bytes: Buffer) => flipped(bytes.length - 5)(bytes)],
  ['a flipped bit in the head of a frame', flipped(frameAt(9) + 9)],
  ['a flipped bit in the head of the log', flipped(13)],
  ['a page of zeros', (bytes: Buffer) => bytes.fill(0, frameAt(7), frameAt(8))],
  ['a cut within a frame', (bytes: Buffer) => bytes.subarray(0, frameAt(8) + 700)],
  ['a cut between two frames', (bytes: Buffer) => bytes.subarray(0, frameAt(8))],
  ['a cut within its head', (bytes: Buffer) => bytes.subarray(0, 20)],
])('a log with %s is kept, and what can be read is read', (_, damage) => {
  const folder = folderWith(damage);
  const damaged = readFileSync(join(folder, log));
  const { rows: found, notice, kept } = opened(folder);
  expect(found).toBeLessThan(rows);
  expect(kept).toHaveLength(1);
  expect(readFileSync(join(folder, kept[0]!))).toEqual(damaged);
  expect(notice).toMatch(/The log of the latest changes to the workspace .* is damaged/);
  expect(notice).toContain(kept[0]);
  // Opened again it is a workspace like any other, and the copy stays.
  expect(opened(folder)).toEqual({ rows: found, notice: null, kept });
});

test('a log that was begun anew over an older one is whole', () => {
  const folder = temporaryFolder();
  const store = openStore(folder);
  for (let row = 0; row < rows; row++) add(store, row);
  store.db.pragma('wal_checkpoint(RESTART)');
  add(store, rows);
  const copy = temporaryFolder();
  for (const file of [database, log, index]) copyFileSync(join(folder, file), join(copy, file));
  store.close();
  const { readable } = logState(join(copy, log))!;
  expect(readable).toBeLessThan(rows);
  expect(opened(copy)).toEqual({ rows: rows + 1, notice: null, kept: [] });
});

test('without its index, a log that was cut between two frames cannot be told from one that was never longer', () => {
  const folder = folderWith((bytes) => bytes, [index]);
  truncateSync(join(folder, log), frameAt(8));
  expect(logState(join(folder, log))).toEqual({ readable: 8, damaged: false });
});

test('the log beside a file that is no database is kept too', () => {
  const folder = folderWith((bytes) => bytes);
  writeFileSync(join(folder, database), 'no database any more '.repeat(1000));
  expect(() => openStore(folder)).toThrow(/is damaged or is not a Contexture database/);
  const kept = readdirSync(folder).find((file) => file.includes('.damaged-'))!;
  expect(readFileSync(join(folder, kept))).toEqual(killed[log]);
});
