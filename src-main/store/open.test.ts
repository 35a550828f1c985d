import { readdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { openStore } from './open.ts';

test('a workspace is made where there is none, and keeps what it holds', () => {
  const dir = join(temporaryFolder(), 'a', 'b');
  const first = openStore(dir);
  first.db.prepare("INSERT INTO company (symbol) VALUES ('GS')").run();
  first.close();
  const second = openStore(dir);
  expect(second.db.prepare('SELECT symbol FROM company').pluck().all()).toEqual(['GS']);
  expect(second.db.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(second.db.pragma('synchronous', { simple: true })).toBe(2);
  expect(second.db.pragma('foreign_keys', { simple: true })).toBe(1);
  expect(Number(second.db.pragma('busy_timeout', { simple: true }))).toBeGreaterThan(0);
  second.close();
  // Nothing was migrated, so nothing was backed up.
  expect(readdirSync(dir)).toEqual(['contexture.db', 'contexture.db-checksums']);
});

test('a workspace of a newer version is refused and left alone', () => {
  const dir = temporaryFolder();
  openStore(dir).close();
  const db = new SQLite(join(dir, 'contexture.db'));
  db.pragma('user_version = 99');
  db.close();
  expect(() => openStore(dir)).toThrow(UserError);
  expect(() => openStore(dir)).toThrow(/schema 99.*Update Contexture/);
});

test('a file that is no database is refused by name', () => {
  const dir = temporaryFolder();
  writeFileSync(
    join(dir, 'contexture.db'),
    'not a database, but long enough to have a header of its own'.repeat(20),
  );
  expect(() => openStore(dir)).toThrow(/contexture\.db is damaged or is not a Contexture database/);
});

test('a folder that cannot be made is refused by name', () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => openStore(join(file, 'workspace'))).toThrow(
    /file.workspace cannot be a workspace, since .*file is a file/,
  );
});

test('an existing database is copied before it is migrated', () => {
  const path = join(temporaryFolder(), 'x.db');
  const db = new SQLite(path);
  const one = { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT' };
  migrate(db, [one]);
  db.exec('INSERT INTO a VALUES (42)');
  const drop = { version: 2, sql: 'DROP TABLE a' };
  migrate(db, [one, drop]);
  db.close();
  const backup = new SQLite(`${path}.before-schema-1`, { readonly: true });
  expect(backup.prepare('SELECT x FROM a').pluck().get()).toBe(42);
  expect(backup.pragma('user_version', { simple: true })).toBe(1);
  backup.close();
});

test('a copy before a migration has its name once it is whole, and what a killed process left of one goes', () => {
  const path = join(temporaryFolder(), 'x.db');
  const db = new SQLite(path);
  const one = { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT' };
  migrate(db, [one]);
  // No process has a number as large; this one's parent is alive.
  const dead = `${path}.before-schema-1.${2 ** 31 - 2}.part`;
  const busy = `${path}.before-schema-1.${process.ppid}.part`;
  for (const file of [dead, `${dead}-journal`, busy]) writeFileSync(file, 'half a copy');
  migrate(db, [one, { version: 2, sql: 'DROP TABLE a' }]);
  db.close();
  expect(readdirSync(dirname(path)).toSorted()).toEqual(
    ['x.db', 'x.db.before-schema-1', basename(busy)].toSorted(),
  );
  const copy = new SQLite(`${path}.before-schema-1`, { readonly: true });
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  copy.close();
});

test('a migration that fails changes nothing', () => {
  const db = new SQLite(':memory:');
  const good = { version: 1, sql: 'CREATE TABLE a (x INTEGER) STRICT' };
  expect(() => migrate(db, [good, { version: 2, sql: 'CREATE TABLE a (y INTEGER)' }])).toThrow(
    /already exists/,
  );
  expect(db.pragma('user_version', { simple: true })).toBe(0);
  expect(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0);
  db.close();
});

test('migrations are numbered without gaps', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1));
});
