import { afterEach, expect, test } from 'vitest';
import { importContent, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies } from './companies.ts';
import { openReadOnly } from './open-read-only.ts';
import { openStore } from './open.ts';
import { type SlowQuery, logSlowQueriesOf, watched } from './slow-queries.ts';

afterEach(() => logSlowQueriesOf(null));

function logged(threshold: number): SlowQuery[] {
  const queries: SlowQuery[] = [];
  logSlowQueriesOf({ threshold, log: (query) => queries.push(query) });
  return queries;
}

test('with a threshold of 0 every statement is logged, on one line and without its parameters', () => {
  const queries = logged(0);
  const { db } = temporaryStore();
  queries.length = 0;
  const insert = db.prepare(`INSERT INTO company
    (symbol, name) VALUES (?, ?)`);
  insert.run('SECRET', 'Hidden Corp.');
  const find = db.prepare<[string], string>('SELECT name FROM company WHERE symbol = ?').pluck();
  expect(find.get('SECRET')).toBe('Hidden Corp.');
  expect(find.all('SECRET')).toEqual(['Hidden Corp.']);
  expect([...find.iterate('SECRET')]).toEqual(['Hidden Corp.']);
  expect(queries.map(({ sql }) => sql)).toEqual([
    'INSERT INTO company (symbol, name) VALUES (?, ?)',
    ...Array.from({ length: 3 }, () => 'SELECT name FROM company WHERE symbol = ?'),
  ]);
  expect(JSON.stringify(queries)).not.toContain('SECRET');
});

test('named parameters are left out, too, and a statement that fails is logged and fails', () => {
  const queries = logged(0);
  const { db } = temporaryStore();
  queries.length = 0;
  expect(db.prepare('SELECT @word AS word').get({ word: 'SECRET' })).toEqual({ word: 'SECRET' });
  const insert = db.prepare('INSERT INTO company (symbol) VALUES (@symbol)');
  insert.run({ symbol: 'A' });
  expect(() => insert.run({ symbol: 'A' })).toThrow('UNIQUE constraint failed');
  expect(queries).toHaveLength(3);
  expect(JSON.stringify(queries)).not.toContain('SECRET');
});

test('rows that are not all taken free the database', () => {
  const queries = logged(0);
  const { db } = temporaryStore();
  queries.length = 0;
  const numbers = db.prepare<[], number>("SELECT value FROM json_each('[1, 2, 3]')").pluck();
  for (const number of numbers.iterate()) if (number === 2) break;
  expect(queries).toHaveLength(1);
  db.exec("INSERT INTO company (symbol) VALUES ('A')");
});

test('what is done with rows while they are taken is not the time of the query', () => {
  const queries = logged(0);
  const { db } = temporaryStore();
  queries.length = 0;
  const started = performance.now();
  for (const _ of db.prepare('SELECT 1').iterate()) {
    while (performance.now() - started < 100);
  }
  expect(queries[0]?.ms).toBeLessThan(performance.now() - started - 90);
});

test('queries that are faster than the threshold are not logged', async () => {
  const queries = logged(60_000);
  const store = temporaryStore();
  await importContent(store, 'texts.csv', 'date,ticker,text\n2018-07-10,GS,wide spreads at the desk today\n');
  expect(listCompanies(store)).toHaveLength(1);
  expect(queries).toEqual([]);
});

test('a read-only workspace is watched, too', () => {
  const dir = temporaryFolder();
  openStore(dir).close();
  const queries = logged(0);
  const opened = openReadOnly(dir);
  listCompanies({ ...opened, dir, db: watched(opened.db), readOnly: true });
  opened.close();
  expect(queries.some(({ sql }) => sql.includes('SELECT c.id, c.symbol'))).toBe(true);
});

test('without a log, statements are left as they are', () => {
  const { db } = temporaryStore();
  expect(Object.hasOwn(db, 'prepare')).toBe(false);
});
