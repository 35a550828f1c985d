import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { making, openStore, reading, writing } from './open.ts';

function workspaceIn(...path: string[]): string {
  const dir = join(...path);
  openStore(dir).close();
  return dir;
}

describe('a workspace that is not there', () => {
  test.each([
    ['reading', reading],
    ['writing', writing],
  ])('is not made for %s', (_name, access) => {
    const parent = temporaryFolder();
    const dir = join(parent, 'new');
    expect(() => openStore(dir, access)).toThrow(
      expect.objectContaining({
        message: `There is no workspace in ${dir}.`,
        remedies: [{ action: 'import', what: 'files' }],
      }),
    );
    expect(readdirSync(parent)).toEqual([]);
  });

  test.each([
    ['a letter too few', ['study'], ['stuy'], ['study']],
    ['another case', ['Study'], ['study'], ['Study']],
    ['a folder on the way', ['projects', 'one'], ['project', 'one'], ['projects', 'one']],
    ['the folder around it', ['projects', 'one'], ['projects'], ['projects', 'one']],
  ])('is told from a misspelt one: %s', (_name, there, asked, meant) => {
    const parent = temporaryFolder();
    workspaceIn(parent, ...there);
    expect(() => openStore(join(parent, ...asked), reading)).toThrow(
      `Did you mean "${join(parent, ...meant)}"?`,
    );
  });

  test('nothing is suggested that is no workspace', () => {
    const parent = temporaryFolder();
    mkdirSync(join(parent, 'study'));
    expect(() => openStore(join(parent, 'stuy'), reading)).not.toThrow(/Did you mean/);
  });

  test('an empty folder and an empty database are none yet', () => {
    const dir = temporaryFolder();
    expect(() => openStore(dir, reading)).toThrow('There is no workspace in');
    writeFileSync(join(dir, 'contexture.db'), '');
    expect(() => openStore(dir, reading)).toThrow('There is no workspace in');
    openStore(dir, making).close();
    openStore(dir, reading).close();
  });
});

describe('a workspace that is made', () => {
  test('is told of, once, and so is what the folder held before', () => {
    const dir = temporaryFolder();
    const first = openStore(join(dir, 'new'));
    expect(first.notice).toBe(`Created a new workspace in ${join(dir, 'new')}.`);
    first.close();
    const again = openStore(join(dir, 'new'));
    expect(again.notice).toBeNull();
    again.close();
    const full = openStore(dir);
    expect(full.notice).toBe(`Created a new workspace in ${dir}, which contains other files too.`);
    full.close();
  });

  test('does not take what is the project’s own for other files', () => {
    const dir = temporaryFolder();
    writeFileSync(join(dir, 'contexture-demo.json'), '{}');
    const made = openStore(dir);
    expect(made.notice).toBe(`Created a new workspace in ${dir}.`);
    made.close();
  });

  test('does not take over the database of another program', () => {
    const dir = temporaryFolder();
    const db = new SQLite(join(dir, 'contexture.db'));
    db.exec('CREATE TABLE theirs (x)');
    db.close();
    expect(() => openStore(dir)).toThrow(/contexture\.db is a database of another program/);
    const after = new SQLite(join(dir, 'contexture.db'));
    expect(after.prepare('SELECT name FROM sqlite_schema').pluck().all()).toEqual(['theirs']);
    after.close();
  });
});

describe('what can be no workspace is refused by name', () => {
  test.each(['', '  '])('%j', (dir) => {
    expect(() => openStore(dir)).toThrow(
      expect.objectContaining({
        message: 'The workspace has no name.',
        remedies: [{ setting: 'workspace', values: [] }],
      }),
    );
  });

  test('a file, and the database of a workspace, whose folder is named', () => {
    const dir = workspaceIn(temporaryFolder(), 'a');
    const file = join(dir, '..', 'file.csv');
    writeFileSync(file, 'text\n');
    for (const access of [making, writing, reading]) {
      expect(() => openStore(file, access)).toThrow(/file\.csv is a file; a workspace is a folder\.$/);
      expect(() => openStore(join(dir, 'contexture.db'), access)).toThrow(
        expect.objectContaining({ remedies: [{ setting: 'workspace', values: [dir] }] }),
      );
      expect(() => openStore(join(file, 'b', 'c'), access)).toThrow(/file\.csv is a file\.$/);
    }
    expect(existsSync(join(dir, 'contexture.db'))).toBe(true);
  });
});
