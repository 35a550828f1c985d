import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { openStore } from './open.ts';
import type { WritableStore } from './store.ts';
import { overview } from './overview.ts';
import { pricedTickers, prices } from './prices.ts';

function addPrice(store: WritableStore, symbol: string, day: string, close: number): void {
  store.db.prepare('INSERT INTO company (symbol) VALUES (?) ON CONFLICT DO NOTHING').run(symbol);
  store.db
    .prepare(
      `INSERT INTO source_file (id, name, path, kind, scheme, encoding, bytes, sha256, imported_at)
       VALUES (1, 'p.csv', '/p.csv', 'prices', '', 'utf-8', 1, 'x', 0) ON CONFLICT DO NOTHING`,
    )
    .run();
  store.db
    .prepare(
      `INSERT INTO price (company_id, day, open, high, low, close, adjusted, volume, source_file, line)
       VALUES ((SELECT id FROM company WHERE symbol = ?), ?, NULL, ?, ?, ?, NULL, NULL, 1, 2)`,
    )
    .run(symbol, day, close, close, close);
}

test('prices come in the order of their days, however they were stored', () => {
  const store = temporaryStore();
  addPrice(store, 'GS', '2018-10-02', 3);
  addPrice(store, 'GS', '2018-01-31', 1);
  addPrice(store, 'MS', '2018-02-01', 9);
  addPrice(store, 'GS', '2018-02-01', 2);
  expect(prices(store, '$gs').map(({ day, close }) => [day, close])).toEqual([
    ['2018-01-31', 1],
    ['2018-02-01', 2],
    ['2018-10-02', 3],
  ]);
  expect(pricedTickers(store)).toEqual([
    { symbol: 'GS', days: 3, firstDay: '2018-01-31', lastDay: '2018-10-02' },
    { symbol: 'MS', days: 1, firstDay: '2018-02-01', lastDay: '2018-02-01' },
  ]);
  expect(overview(store).prices).toEqual({
    rows: 4,
    tickers: 2,
    firstDay: '2018-01-31',
    lastDay: '2018-10-02',
  });
});

test('the database itself keeps out a second price of a day, a low above the high, and days that sort wrongly', () => {
  const store = temporaryStore();
  addPrice(store, 'GS', '2018-01-02', 1);
  expect(() => addPrice(store, 'gs', '2018-01-02', 2)).toThrow(/UNIQUE/);
  expect(() => addPrice(store, 'GS', '2018-1-3', 2)).toThrow(/CHECK/);
  expect(() => addPrice(store, 'GS', '2018-01-04', 0)).toThrow(/CHECK/);
  expect(() => store.db.exec('UPDATE price SET low = 5, high = 4')).toThrow(/CHECK/);
});

test('a workspace from before there were prices keeps its texts and has none', () => {
  const dir = temporaryFolder();
  const old = new SQLite(join(dir, 'contexture.db'));
  migrate(old, migrations.slice(0, 2));
  old.exec("INSERT INTO company (symbol) VALUES ('GS')");
  old.close();
  const store = openStore(dir);
  try {
    expect(store.db.prepare('SELECT symbol FROM company').pluck().all()).toEqual(['GS']);
    expect(prices(store, 'GS')).toEqual([]);
    expect(overview(store).prices).toEqual({ rows: 0, tickers: 0, firstDay: null, lastDay: null });
  } finally {
    store.close();
  }
});
