import type { Database } from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { dropAuthorIndex } from './author-index.ts';
import { endLease, takeLease } from './lease.ts';
import { openStore } from './open.ts';

const indexed = (db: Database): boolean =>
  db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'document_author'").get() !== undefined;

test('the index of authors that a killed import left out is made when the workspace is opened again', () => {
  const folder = temporaryFolder();
  const store = openStore(folder);
  expect(indexed(store.db)).toBe(true);
  dropAuthorIndex(store.db);
  takeLease(folder, 'import');
  const beside = openStore(folder);
  // The import that has the lease makes it at its end.
  expect(indexed(beside.db)).toBe(false);
  beside.close();
  endLease(folder, 'import');
  store.close();
  const again = openStore(folder);
  expect(indexed(again.db)).toBe(true);
  again.close();
});
