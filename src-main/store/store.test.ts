import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { openReadOnly } from './open-read-only.ts';
import { openStore, reading, writing } from './open.ts';
import { isWritable, type ReadableStore, writable, type WritableStore } from './store.ts';

/** What does not compile is checked by the compiler: an error that is expected and missing is one, too. */
export function writesOf(store: ReadableStore): void {
  // @ts-expect-error a query cannot be run
  store.db.prepare('DELETE FROM document').run();
  // @ts-expect-error nor can the plucked one
  store.db.prepare('DELETE FROM document').pluck().run();
  // @ts-expect-error a reader executes no script
  store.db.exec('DELETE FROM document');
  // @ts-expect-error a reader is no writer
  const writer: WritableStore = store;
  // @ts-expect-error what is opened for reading cannot be written
  const opened: WritableStore = openStore(store.dir, reading);
  const good: WritableStore = openStore(store.dir, writing);
  for (const one of [writer, opened, good]) one.close();
}

test('a workspace that was opened for reading can be written if it is no read-only one', () => {
  const store: ReadableStore = temporaryStore();
  expect(isWritable(store)).toBe(true);
  expect(writable(store)).toBe(store);
});

test('nothing can be stored in a read-only workspace', () => {
  const dir = temporaryFolder();
  openStore(dir).close();
  const store: ReadableStore = { dir, readOnly: true, ...openReadOnly(dir) };
  try {
    expect(isWritable(store)).toBe(false);
    expect(() => writable(store)).toThrow(UserError);
    expect(() => writable(store)).toThrow(
      `The workspace ${dir} is read-only: it was opened for reading only.`,
    );
  } finally {
    store.close();
  }
});
