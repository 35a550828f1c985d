import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { migrate } from '../store/migrate.ts';
import { migrations } from '../store/migrations/all.ts';
import { runNotes } from '../store/run-notes.ts';
import { createRun } from '../store/runs.ts';
import type { WritableStore } from '../store/store.ts';
import { type Annotation, annotateRuns } from './annotate-run.ts';

function storeWithRun() {
  const store = temporaryStore();
  createRun(store, { recipe: 'topic', config: '{"recipe":"topic"}', version: '1' });
  return store;
}

function annotateRun(store: WritableStore, run: number, change: Annotation) {
  return annotateRuns(store, [run], change)[0]!;
}

const nothing = { name: null, note: null, tags: [], pinned: false, archivedAt: null };

test('what is written about a run is changed piece by piece', () => {
  const store = storeWithRun();
  expect(runNotes(store, 1)).toEqual(nothing);
  annotateRun(store, 1, { name: ' baseline ', tag: ['paper', 'paper', ' '] });
  annotateRun(store, 1, { note: 'to be\nrepeated', tag: ['v2, paper'], pinned: true });
  expect(runNotes(store, 1)).toEqual({
    ...nothing,
    name: 'baseline',
    note: 'to be\nrepeated',
    tags: ['paper', 'v2'],
    pinned: true,
  });
  annotateRun(store, 1, { name: '', note: ' ', untag: ['paper', 'v2'], pinned: false });
  expect(runNotes(store, 1)).toEqual(nothing);
});

test('a run is archived at the first time that it is asked for, and can be restored', () => {
  const store = storeWithRun();
  const { archivedAt } = annotateRun(store, 1, { archived: true });
  expect(archivedAt).toBeGreaterThan(0);
  expect(annotateRun(store, 1, { archived: true, name: 'x' }).archivedAt).toBe(archivedAt);
  expect(annotateRun(store, 1, { archived: false }).archivedAt).toBeNull();
});

test('a run that is not there is named', () => {
  expect(() => annotateRun(storeWithRun(), 7, { pinned: true })).toThrow(
    'There is no run 7. The only run is 1.',
  );
});

test('where one of several runs is not there, nothing is written about the others', () => {
  const store = storeWithRun();
  expect(() => annotateRuns(store, [1, 7], { name: 'x' })).toThrow('There is no run 7.');
  expect(runNotes(store, 1)).toEqual(nothing);
});

test('nothing is written about runs of earlier versions', () => {
  const db = new SQLite(join(temporaryFolder(), 'x.db'));
  migrate(db, migrations.slice(0, 10));
  db.exec(
    `INSERT INTO run (recipe, state, created_at, config, version, host, pid) VALUES ('topic', 'done', 0, '{}', '1', 'here', 1)`,
  );
  migrate(db, migrations.slice(0, 11));
  expect(db.prepare('SELECT name, note, tags, pinned, archived_at FROM run').all()).toEqual([
    { name: null, note: null, tags: null, pinned: 0, archived_at: null },
  ]);
  db.close();
});
