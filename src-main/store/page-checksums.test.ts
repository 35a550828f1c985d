import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { importContent, temporaryFolder } from '../../test/support/workspace.ts';
import { Random } from '../random.ts';
import { checkPages } from './check-pages.ts';
import { openStore } from './open.ts';
import { checksumFile } from './page-checksums.ts';
import { refuseDamage } from './refuse-damage.ts';
import type { WritableStore } from './store.ts';
import { databaseOf } from './workspace-folder.ts';
import { writeChecksums } from './write-checksums.ts';

const header = 'text,published_at,author,ticker\n';
const texts = (from: number, to: number): string =>
  header +
  Array.from({ length: to - from }, (_, i) => {
    const n = from + i;
    return `Text ${n} says that $T${n % 7} rose by ${n * 13} points,2018-07-${10 + (n % 20)}T10:00:00Z,author${n % 5},T${n % 7}\n`;
  }).join('');

async function folderWithTexts(count = 300): Promise<string> {
  const folder = temporaryFolder();
  const store = openStore(folder);
  await importContent(store, 'texts.csv', texts(0, count));
  store.close();
  return folder;
}

/** Everything that is stored, as it is read. */
function content(folder: string): unknown {
  const db = new SQLite(databaseOf(folder), { readonly: true });
  try {
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY name")
      .pluck()
      .all();
    return tables.map((table) => db.prepare(`SELECT * FROM "${table}"`).all());
  } finally {
    db.close();
  }
}

const damagedPages = async (folder: string): Promise<number[]> =>
  (await checkPages(folder, { readOnly: false })).damaged;

test('a changed byte is noticed wherever it stands, or it changes nothing', async () => {
  const folder = await folderWithTexts();
  const whole = readFileSync(databaseOf(folder));
  const before = content(folder);
  const random = new Random(7);
  const pageBytes = 16_384;
  // The first page has bytes that SQLite changes by itself: every 8th place of the header is tried too.
  const places = [
    ...Array.from({ length: 200 }, () => random.below(whole.length)),
    ...Array.from({ length: 13 }, (_, i) => 8 * i + 2),
  ];
  const wrong: number[] = [];
  const harmless: number[] = [];
  for (const at of places) {
    const bytes = Buffer.from(whole);
    bytes[at]! ^= 1 + random.below(255);
    writeFileSync(databaseOf(folder), bytes);
    const [page, ...others] = await damagedPages(folder);
    if (page === undefined) harmless.push(at);
    else if (page !== 1 + Math.floor(at / pageBytes) || others.length > 0) wrong.push(at);
    if (page === undefined && at >= 100 && !isDeepStrictEqual(content(folder), before)) wrong.push(at);
  }
  expect(wrong).toEqual([]);
  const counters = new Set([18, 19, 24, 25, 26, 27, 92, 93, 94, 95, 96, 97, 98, 99]);
  expect(harmless.filter((at) => at < 100 && !counters.has(at))).toEqual([]);
  expect(harmless.length).toBeLessThan(places.length / 4);
}, 30_000);

test('what a killed process left in the log is counted in by whoever opens the database next', async () => {
  const folder = await folderWithTexts(50);
  const store = openStore(folder);
  await importContent(store, 'more.csv', texts(50, 300));
  const killed = join(temporaryFolder(), 'killed');
  cpSync(folder, killed, { recursive: true });
  store.close();
  // Also without the index of the log, as after a restart of the machine.
  const restarted = join(temporaryFolder(), 'restarted');
  cpSync(killed, restarted, { recursive: true });
  rmSync(`${databaseOf(restarted)}-shm`);
  for (const left of [killed, restarted]) {
    expect(await damagedPages(left)).toEqual([]);
    openStore(left).close();
    expect(await damagedPages(left)).toEqual([]);
    expect(content(left)).toEqual(content(folder));
  }
});

test('who is killed between checksums and pages leaves nothing that looks damaged', async () => {
  const folder = await folderWithTexts(50);
  const store = openStore(folder);
  await importContent(store, 'more.csv', texts(50, 300));
  const before = readFileSync(databaseOf(folder));
  const log = readFileSync(`${databaseOf(folder)}-wal`);
  writeChecksums(folder);
  expect(readFileSync(databaseOf(folder)).equals(before)).toBe(false);
  const killed = temporaryFolder();
  writeFileSync(databaseOf(killed), before);
  writeFileSync(`${databaseOf(killed)}-wal`, log);
  cpSync(checksumFile(folder), checksumFile(killed));
  store.close();
  expect(await damagedPages(killed)).toEqual([]);
  openStore(killed).close();
  expect(await damagedPages(killed)).toEqual([]);
});

test('several who write, read and close in any order leave checksums that fit', async () => {
  const folder = await folderWithTexts(20);
  const random = new Random(3);
  const open: WritableStore[] = [];
  const readers: IterableIterator<unknown>[] = [];
  for (let i = 0; i < 60; i++) {
    const what = random.below(5);
    const store = open[random.below(Math.max(1, open.length))];
    if (what === 0 && open.length < 4) open.push(openStore(folder));
    else if (store === undefined) continue;
    else if (what === 1) await importContent(store, `more-${i}.csv`, texts(20 + 10 * i, 30 + 10 * i));
    else if (what === 2) writeChecksums(folder);
    else if (what === 3 && readers.length === 0) {
      // Keeps the log from beginning anew.
      const db = new SQLite(databaseOf(folder), { readonly: true });
      readers.push(db.prepare('SELECT * FROM document').iterate());
      readers.at(-1)!.next();
    } else if (what === 4) {
      readers.pop()?.return?.();
      open.splice(open.indexOf(store), 1);
      store.close();
    }
    expect(await damagedPages(folder)).toEqual([]);
  }
  for (const reader of readers) reader.return?.();
  for (const store of open) store.close();
  expect(await damagedPages(folder)).toEqual([]);
}, 30_000);

/** Changes a letter of a text where it is stored, and nothing else. */
function alterText(folder: string, from: string, to: string): void {
  const bytes = readFileSync(databaseOf(folder));
  let at = bytes.indexOf(from);
  // Where a page was split the text stands on the old page too.
  expect(at).toBeGreaterThan(0);
  for (; at !== -1; at = bytes.indexOf(from, at + 1)) bytes.write(to, at, 'latin1');
  writeFileSync(databaseOf(folder), bytes);
}

test('nothing is learned from a text that is not what was imported, and it is named', async () => {
  const folder = await folderWithTexts();
  alterText(folder, 'Text 7 says that $T0 rose', 'Text 7 says that $T0 fell');
  const store = openStore(folder);
  await expect(refuseDamage(store)).rejects.toThrow(
    /contexture\.db is damaged: 2 pages of the table document are not as written\. The time, author or text of document 8 changed\. Nothing is learned/,
  );
  store.close();
});

test('a damaged page stays known as damaged when somebody writes to it', async () => {
  const folder = await folderWithTexts();
  alterText(folder, 'Text 7 says that $T0 rose', 'Text 7 says that $T0 fell');
  const damaged = await damagedPages(folder);
  const store = openStore(folder);
  store.db.prepare("UPDATE document SET url = 'https://example.org' WHERE id < 20").run();
  store.close();
  expect(await damagedPages(folder)).toEqual(damaged);
  const again = openStore(folder);
  again.db.prepare('UPDATE document SET url = NULL WHERE id < 20').run();
  again.close();
  expect(await damagedPages(folder)).toEqual(damaged);
});

test('a workspace of before gets its checksums when it is opened, and damage to their file is not taken for theirs', async () => {
  const folder = await folderWithTexts(50);
  rmSync(checksumFile(folder));
  expect((await checkPages(folder, { readOnly: false })).checksums).toBe('none');
  openStore(folder).close();
  expect(await checkPages(folder, { readOnly: false })).toMatchObject({ checksums: 'present', damaged: [] });
  const bytes = readFileSync(checksumFile(folder));
  bytes[60]! ^= 4;
  writeFileSync(checksumFile(folder), bytes);
  expect((await checkPages(folder, { readOnly: false })).checksums).toBe('in doubt');
  expect(readdirSync(folder).filter((file) => file.endsWith('.part'))).toEqual([]);
  expect(existsSync(`${databaseOf(folder)}-wal`)).toBe(false);
});

test('what another process writes is read after the files were looked at: the locks of SQLite are still there', async () => {
  const folder = await folderWithTexts(50);
  const store = openStore(folder);
  await importContent(store, 'more.csv', texts(50, 100));
  const companies = () => store.db.prepare<[], number>('SELECT count(*) FROM company').pluck().get()!;
  const before = companies();
  await damagedPages(folder);
  writeChecksums(folder);
  for (const symbol of ['NEW', 'NEWER']) {
    const script = `const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
      const store = openStore(${JSON.stringify(folder)});
      store.db.prepare('INSERT INTO company (symbol) VALUES (?)').run('${symbol}');
      store.close();`;
    execFileSync(process.execPath, ['--input-type=module', '--eval', script]);
    expect(existsSync(`${databaseOf(folder)}-wal`)).toBe(true);
  }
  expect(companies()).toBe(before + 2);
  store.close();
  expect(await damagedPages(folder)).toEqual([]);
}, 30_000);

test('a process that ends while it takes rows leaves checksums that fit', async () => {
  const folder = await folderWithTexts(100);
  const script = `const { openStore } = await import(${JSON.stringify(join(import.meta.dirname, 'open.ts'))});
    const { db } = openStore(${JSON.stringify(folder)});
    db.prepare('UPDATE document SET url = ?').run('https://example.org');
    for (const row of db.prepare('SELECT * FROM document').iterate()) process.exit(0);`;
  expect(
    execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' }),
  ).toBe('');
  expect(await damagedPages(folder)).toEqual([]);
  const store = openStore(folder);
  expect(store.db.prepare('SELECT count(*) FROM document WHERE url IS NOT NULL').pluck().get()).toBe(100);
  store.close();
  expect(await damagedPages(folder)).toEqual([]);
}, 30_000);

test('a new database where another one was removed has checksums of its own', async () => {
  const folder = await folderWithTexts(300);
  rmSync(databaseOf(folder));
  openStore(folder).close();
  expect(await checkPages(folder, { readOnly: false })).toMatchObject({ checksums: 'present', damaged: [] });
});
