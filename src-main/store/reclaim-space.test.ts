import { readFileSync, statSync, writeFileSync } from 'node:fs';
import SQLite from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { freeBytes } from '../disk-room.ts';
import { checkWorkspace } from '../integrity/check-workspace.ts';
import { endLease, isLeased, takeLease } from './lease.ts';
import { openStore } from './open.ts';
import { RECLAIM_LEASE, reclaimSpace } from './reclaim-space.ts';
import { createRun, updateRun } from './runs.ts';
import type { WritableStore } from './store.ts';
import { databaseOf } from './workspace-folder.ts';
import { logOf, writeChecksums } from './write-checksums.ts';

vi.mock('../disk-room.ts', { spy: true });

const MIB = 1 << 20;

/** A workspace in which 8 MiB were deleted. */
function withRoom(): WritableStore {
  const store = temporaryStore();
  const insert = store.db.prepare(
    "INSERT INTO deletion (what, name, item, deleted_at, removed) VALUES ('run', ?, 1, 0, '[]')",
  );
  store.db.transaction(() => {
    for (let i = 0; i < 512; i++) insert.run('x'.repeat(16_000));
  })();
  store.db.exec('DELETE FROM deletion');
  return store;
}
const sizeOf = (store: WritableStore): number => statSync(databaseOf(store.dir)).size;
const rowsOf = (dir: string): unknown => {
  const db = new SQLite(databaseOf(dir), { readonly: true });
  const rows = db.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  db.close();
  return rows;
};

test('the room of deleted rows goes back to the disk, and everything is as it was written', async () => {
  const store = withRoom();
  // Somebody else has the workspace open, as the window has.
  const other = openStore(store.dir);
  store.db.transaction(() => store.db.exec("INSERT INTO state VALUES ('kept', 7)"))();
  const before = rowsOf(store.dir);
  const { freed, kept } = await reclaimSpace(store);
  expect(kept).toBeNull();
  expect(freed).toBeGreaterThan(7 * MIB);
  expect(sizeOf(store)).toBeLessThan(2 * MIB);
  // All of the new database went through the log.
  expect(statSync(logOf(store.dir)).size).toBeLessThan(MIB / 4);
  expect(store.db.pragma('journal_size_limit', { simple: true })).toBe(128 * MIB);
  expect(rowsOf(store.dir)).toEqual(before);
  expect(other.db.prepare("SELECT value FROM state WHERE name = 'kept'").pluck().get()).toBe(7);
  other.close();
  expect((await checkWorkspace(store)).findings).toEqual([]);
  // There is nothing left to give back.
  expect(await reclaimSpace(store)).toEqual({ freed: 0, kept: null });
});

test('without room for it the room is kept, and that is said', async () => {
  const store = withRoom();
  vi.mocked(freeBytes).mockReturnValueOnce(1000);
  const size = sizeOf(store);
  const { freed, kept } = await reclaimSpace(store);
  expect(freed).toBe(0);
  expect(kept).toMatch(/^The database keeps 8.* MB for what is stored next.*, and it has 0 MB left/);
  expect(sizeOf(store)).toBe(size);
});

test('while somebody imports or trains the room is kept, and that is said', async () => {
  const store = withRoom();
  const size = sizeOf(store);
  takeLease(store.dir, 'import');
  expect(await reclaimSpace(store)).toEqual({
    freed: 0,
    kept: expect.stringMatching(
      /to the disk: an import is under way\. The next time .* it is tried again\.$/,
    ),
  });
  endLease(store.dir, 'import');
  takeLease(store.dir, RECLAIM_LEASE);
  expect((await reclaimSpace(store)).kept).toContain('a training begins just now');
  expect(isLeased(store.dir, RECLAIM_LEASE)).toBe(true);
  expect(isLeased(store.dir, 'import')).toBe(false);
  endLease(store.dir, RECLAIM_LEASE);
  const run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  expect(await reclaimSpace(store)).toEqual({
    freed: 0,
    kept: expect.stringContaining(`to the disk: run ${run} is being trained.`),
  });
  expect(sizeOf(store)).toBe(size);
  updateRun(store, run, { state: 'cancelled' });
  expect((await reclaimSpace(store)).freed).toBeGreaterThan(7 * MIB);
  // Imports wait no longer.
  expect(takeLease(store.dir, 'import')).toBe(true);
});

test('while somebody reads, nothing is said to be freed; it is once nobody does', async () => {
  const store = withRoom();
  writeChecksums(store.dir);
  const reader = openStore(store.dir);
  const rows = reader.db.prepare('SELECT * FROM sqlite_schema').iterate();
  rows.next();
  const size = sizeOf(store);
  expect(await reclaimSpace(store)).toEqual({
    freed: 0,
    kept: expect.stringMatching(
      /^The database was written anew without the 8.* MB.* somebody was reading it/,
    ),
  });
  expect(sizeOf(store)).toBe(size);
  rows.return?.();
  reader.close();
  store.close();
  expect(sizeOf(store)).toBeLessThan(2 * MIB);
  const again = openStore(store.dir);
  expect((await checkWorkspace(again)).findings).toEqual([]);
  again.close();
});

test('a damaged page is not written anew as if it were right', async () => {
  const room = withRoom();
  const { dir } = room;
  room.close();
  const bytes = readFileSync(databaseOf(dir));
  bytes[16384 * 3 + 16_000]! ^= 1;
  writeFileSync(databaseOf(dir), bytes);
  const store = openStore(dir);
  expect((await reclaimSpace(store)).kept).toMatch(/it is damaged, and has to be repaired first/);
  store.close();
});
