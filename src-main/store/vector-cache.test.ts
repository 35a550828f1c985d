import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/support/workspace.ts';
import { VectorCache } from './vector-cache.ts';

test('gives back what was kept, to the bit, also when it is opened again', () => {
  const file = join(temporaryFolder(), 'cache', 'vectors.db');
  const key = Uint8Array.of(1, 2, 3);
  const vector = Float32Array.of(0.1, -1e-30, Number.MAX_VALUE, NaN);
  const first = new VectorCache(file);
  first.put([[key, vector]]);
  first.close();
  const second = new VectorCache(file);
  expect(second.get(key)).toEqual(vector);
  expect(second.get(Uint8Array.of(1, 2))).toBeNull();
  second.close();
});

test('a part of a larger array is kept without the rest', () => {
  const cache = new VectorCache(join(temporaryFolder(), 'vectors.db'));
  cache.put([[Uint8Array.of(1), Float32Array.of(1, 2, 3, 4).subarray(1, 3)]]);
  expect(cache.get(Uint8Array.of(1))).toEqual(Float32Array.of(2, 3));
  cache.close();
});

test('a file that is no cache is named, with what to do', () => {
  const file = temporaryFile('vectors.db', 'not a database, but long enough to be taken for one '.repeat(40));
  expect(() => new VectorCache(file)).toThrow(`${file} cannot be used: `);
});

test('where nothing can be kept it works, and leaves nothing', () => {
  const folder = temporaryFolder();
  const key = Uint8Array.of(1);
  const readOnly = new VectorCache(join(folder, 'cache', 'vectors.db'), true);
  readOnly.put([[key, Float32Array.of(1, 2)]]);
  expect(readOnly.get(key)).toEqual(Float32Array.of(1, 2));
  readOnly.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('a vector that is not as it was kept is computed again, also one of an earlier version', () => {
  const file = join(temporaryFolder(), 'vectors.db');
  const earlier = new SQLite(file);
  earlier.exec('CREATE TABLE vector (key BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT');
  earlier
    .prepare('INSERT INTO vector VALUES (?, ?)')
    .run(Buffer.from('old'), Buffer.from(Float32Array.of(3).buffer));
  earlier.close();
  const cache = new VectorCache(file);
  cache.put([[Buffer.from('new'), Float32Array.of(1, 2)]]);
  cache.close();
  const db = new SQLite(file);
  const vectors = db.prepare<[], Buffer>('SELECT value FROM vector ORDER BY key').pluck().all();
  expect(vectors.map((bytes) => [...new Float32Array(Uint8Array.from(bytes).buffer)])).toEqual([[1, 2], [3]]);
  for (const [key, value] of [
    ['old', Float32Array.of(3.5)],
    ['new', Float32Array.of(1, 2.5)],
  ] as const) {
    db.prepare('UPDATE vector SET value = ? WHERE key = ?').run(Buffer.from(value.buffer), Buffer.from(key));
  }
  db.close();
  const damaged = new VectorCache(file);
  expect(damaged.get(Buffer.from('old'))).toBeNull();
  expect(damaged.get(Buffer.from('new'))).toBeNull();
  damaged.close();
});
