import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { runFolder } from '../runs/run-folder.ts';
import type { ReadableStore } from '../store/store.ts';
import { ReaderCache } from './reader-cache.ts';

/** A cache of models that are told apart by the number under which they were opened. */
function cacheOf(most: number) {
  let opened = 0;
  const closed: number[] = [];
  const cache = new ReaderCache(
    async (_store, run) => ({ run, number: ++opened }),
    async ({ number }) => void closed.push(number),
    most,
  );
  return { cache, closed };
}

function write(store: ReadableStore, run: number, name: string, content: string): string {
  mkdirSync(runFolder(store, run), { recursive: true });
  const path = join(runFolder(store, run), name);
  writeFileSync(path, content);
  return path;
}

test('a model is opened once while its files stay as they are', async () => {
  const store = temporaryStore();
  write(store, 1, 'model.safetensors', 'weights');
  const { cache, closed } = cacheOf(4);
  expect(await cache.get(store, 1)).toEqual({ run: 1, number: 1 });
  // The position of a training that goes on is no part of the model.
  write(store, 1, 'position.safetensors', 'epoch 3');
  expect(await cache.get(store, 1)).toEqual({ run: 1, number: 1 });
  expect(closed).toEqual([]);
});

test.each<[string, (path: string) => void]>([
  ['is longer', (path) => writeFileSync(path, 'more weights')],
  [
    'has the same size and modification time',
    (path) => {
      const { atime, mtime } = statSync(path);
      writeFileSync(path, 'WEIGHTS');
      utimesSync(path, atime, mtime);
    },
  ],
  [
    'was removed and written again',
    (path) => {
      rmSync(path);
      writeFileSync(path, 'weights');
    },
  ],
  ['has another beside it', (path) => writeFileSync(join(path, '../ngrams.tsv'), 'gram')],
  ['is gone', (path) => rmSync(path)],
  ['went with its folder', (path) => rmSync(join(path, '..'), { recursive: true })],
])('a model is opened again when a file of it %s', async (_, change) => {
  const store = temporaryStore();
  const path = write(store, 1, 'model.safetensors', 'weights');
  const { cache, closed } = cacheOf(4);
  await cache.get(store, 1);
  change(path);
  expect(await cache.get(store, 1)).toEqual({ run: 1, number: 2 });
  expect(closed).toEqual([1]);
});

test('a model that cannot be opened again is not kept', async () => {
  const store = temporaryStore();
  write(store, 1, 'model.safetensors', 'weights');
  const closed: string[] = [];
  let isThere = true;
  const cache = new ReaderCache(
    async () => {
      if (!isThere) throw new Error('the run has no model');
      return 'model';
    },
    async (model) => void closed.push(model),
  );
  await cache.get(store, 1);
  isThere = false;
  rmSync(runFolder(store, 1), { recursive: true });
  await expect(cache.get(store, 1)).rejects.toThrow('the run has no model');
  expect(closed).toEqual(['model']);
  await expect(cache.get(store, 1)).rejects.toThrow('the run has no model');
});

test('of too many models the least recently used one is closed', async () => {
  const store = temporaryStore();
  for (const run of [1, 2, 3]) write(store, run, 'model.safetensors', 'weights');
  const { cache, closed } = cacheOf(2);
  await cache.get(store, 1);
  await cache.get(store, 2);
  await cache.get(store, 1);
  await cache.get(store, 3);
  expect(closed).toEqual([2]);
  expect(await cache.get(store, 1)).toEqual({ run: 1, number: 1 });
});

test('runs of one number in two workspaces are two models', async () => {
  const [first, second] = [temporaryStore(), temporaryStore()];
  for (const store of [first, second]) write(store, 1, 'model.safetensors', 'weights');
  const { cache } = cacheOf(4);
  expect((await cache.get(first, 1)).number).not.toBe((await cache.get(second, 1)).number);
});
