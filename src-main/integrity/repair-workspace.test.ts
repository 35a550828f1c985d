import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { importContent, temporaryFolder } from '../../test/support/workspace.ts';
import { Random } from '../random.ts';
import { sealRun } from '../runs/seal.ts';
import { runFolder } from '../runs/run-folder.ts';
import { damagedParts } from '../store/damaged-parts.ts';
import { openStore, reading } from '../store/open.ts';
import { createRun } from '../store/runs.ts';
import { databaseOf } from '../store/workspace-folder.ts';
import { checkWorkspace } from './check-workspace.ts';
import type { Finding } from './finding.ts';
import { repairWorkspace } from './repair-workspace.ts';

const pageBytes = 16_384;
const now = new Date('2026-01-02T03:04:05Z');

async function folderWithTexts(): Promise<string> {
  const folder = temporaryFolder();
  await importTexts(folder);
  return folder;
}

async function importTexts(folder: string): Promise<void> {
  const store = openStore(folder);
  const lines = Array.from(
    { length: 800 },
    (_, n) =>
      `Text ${n} says that $T${n % 9} rose by ${n * 13} points after ${'a long report '.repeat(n % 4)},2018-07-${10 + (n % 20)}T10:00:00Z,T${n % 9},${n % 3 === 0 ? 'up' : 'down'}\n`,
  );
  await importContent(store, 'texts.csv', `text,published_at,ticker,tone\n${lines.join('')}`);
  store.close();
}

async function found(folder: string): Promise<Finding[]> {
  const store = openStore(folder, reading);
  try {
    return (await checkWorkspace(store)).findings;
  } finally {
    store.close();
  }
}

/** Rows of the tables that matter, by their table. */
function rows(folder: string): Record<string, unknown[]> {
  const db = new SQLite(databaseOf(folder), { readonly: true });
  const tables = ['document', 'mention', 'label', 'company', 'source_file'];
  const content = Object.fromEntries(
    tables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]),
  );
  db.close();
  return content;
}

/** Pages of a part of the database. */
function pagesOf(folder: string, kind: string, name: string): number[] {
  const store = openStore(folder, reading);
  const all = Array.from({ length: readFileSync(databaseOf(folder)).length / pageBytes }, (_, i) => i + 1);
  const part = damagedParts(store.db, all).find((one) => one.kind === kind && one.name === name);
  store.close();
  return part?.pages ?? [];
}

function damage(folder: string, work: (bytes: Buffer) => void): void {
  const bytes = readFileSync(databaseOf(folder));
  work(bytes);
  writeFileSync(databaseOf(folder), bytes);
}

test('a whole workspace has nothing to repair, and nothing is left beside it', async () => {
  const folder = await folderWithTexts();
  expect(await found(folder)).toEqual([]);
  expect(await repairWorkspace(folder, now)).toEqual({ done: [], copy: null, aside: null });
  expect(readdirSync(folder).toSorted()).toEqual(['contexture.db', 'contexture.db-checksums']);
});

test('changed bytes are put right to the bit, and the damaged database is kept', async () => {
  const folder = await folderWithTexts();
  const whole = readFileSync(databaseOf(folder));
  const random = new Random(11);
  damage(folder, (bytes) => {
    for (let i = 0; i < 6; i++)
      bytes[pageBytes + random.below(bytes.length - pageBytes)]! ^= 1 << random.below(8);
  });
  const damaged = readFileSync(databaseOf(folder));
  const { copy, aside } = await repairWorkspace(folder, now);
  expect(aside).toBeNull();
  // All but the first page, in which SQLite counts changes.
  expect(readFileSync(databaseOf(folder)).subarray(pageBytes).equals(whole.subarray(pageBytes))).toBe(true);
  expect(readFileSync(join(folder, copy!)).subarray(pageBytes).equals(damaged.subarray(pageBytes))).toBe(
    true,
  );
  expect(await found(folder)).toEqual([]);
});

test.each([
  ['index', 'document_time'],
  ['full-text index', 'document_text'],
])('a lost page of an %s is made anew from the rows', async (kind, name) => {
  const folder = await folderWithTexts();
  const before = rows(folder);
  const page = pagesOf(folder, kind, name).at(-1)!;
  damage(folder, (bytes) => bytes.fill(0x41, (page - 1) * pageBytes + 4000, (page - 1) * pageBytes + 9000));
  expect((await found(folder)).map(({ what }) => what)).toContain('pages');
  const { aside } = await repairWorkspace(folder, now);
  expect(aside).toBeNull();
  expect(rows(folder)).toEqual(before);
  expect(await found(folder)).toEqual([]);
});

test('rows of a lost sector are set aside in a file, and all others stay', async () => {
  const folder = await folderWithTexts();
  const before = rows(folder);
  const pages = pagesOf(folder, 'table', 'document');
  const page = pages[Math.floor(pages.length / 2)]!;
  damage(folder, (bytes) => bytes.fill(0, (page - 1) * pageBytes + 9000, (page - 1) * pageBytes + 9512));
  const { done, copy, aside } = await repairWorkspace(folder, now);
  expect(copy).not.toBeNull();
  expect(done.length).toBeGreaterThan(0);
  const after = rows(folder);
  const lines = readFileSync(join(folder, aside!), 'utf8').trim().split('\n');
  expect(lines.length).toBeGreaterThan(0);
  // What is left is what was there, row by row.
  for (const table of ['document', 'mention', 'label']) {
    const known = new Set(before[table]!.map((row) => JSON.stringify(row)));
    expect(after[table]!.filter((row) => !known.has(JSON.stringify(row)))).toEqual([]);
    expect(after[table]!.length).toBeGreaterThan(before[table]!.length - 30);
  }
  expect(after['document']!.length).toBeLessThan(before['document']!.length);
  expect(await found(folder)).toEqual([]);
  // Imported again, the file brings back what was set aside.
  await importTexts(folder);
  const texts = (all: Record<string, unknown[]>) =>
    ['document', 'mention', 'label'].map((table) => all[table]!.length);
  expect(texts(rows(folder))).toEqual(texts(before));
}, 30_000);

test('files of runs are compared with their hashes', async () => {
  const folder = await folderWithTexts();
  const store = openStore(folder);
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '0' });
  mkdirSync(runFolder(store, run), { recursive: true });
  writeFileSync(join(runFolder(store, run), 'model.safetensors'), 'weights');
  writeFileSync(join(runFolder(store, run), 'run.json'), '{}');
  await sealRun(store, run);
  writeFileSync(join(runFolder(store, run), 'model.safetensors'), 'weighty');
  store.close();
  expect((await found(folder)).map(({ message }) => message)).toEqual([
    `Run ${run}: model.safetensors is not what was written.`,
  ]);
});

test('a workspace that is open elsewhere is not repaired', async () => {
  const folder = await folderWithTexts();
  const store = openStore(folder);
  await expect(repairWorkspace(folder, now)).rejects.toThrow(
    /is open in another program\. Close it there first/,
  );
  store.close();
});
