/** Corrected records among several files: imported again, forgotten, undone. What is expected is what the files say. */
import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { forget, unforget } from '../jobs/forget.ts';
import { listRejects } from '../store/rejects.ts';
import { saveSearch, removeSaved } from '../store/saved.ts';
import { listSources } from '../store/sources.ts';
import type { WritableStore } from '../store/store.ts';
import { correctRecord } from './correct-record.ts';

const rejects = (store: WritableStore) => listRejects(store, { source: null, offset: 0, limit: 100 }).rows;
/** Records, accepted, duplicate and rejected by file. */
const counts = (store: WritableStore) =>
  Object.fromEntries(
    listSources(store).map(({ name, records, accepted, duplicate, rejected }) => [
      name,
      [records, accepted, duplicate, rejected],
    ]),
  );
const rows = (store: WritableStore, sql: string) => store.db.prepare(sql).raw().all();

const HEAD = 'date,ticker,text,sentiment';
const WRONG = `${HEAD}
2018-07-10,GS,wide spreads,positive
2018-13-11,GS,narrow spreads,negative
`;
const RIGHT = '2018-07-11,GS,narrow spreads,negative';

async function correct(store: WritableStore, record: string, at = 0): Promise<void> {
  const { outcome } = await correctRecord(store, { reject: rejects(store)[at]!.id, record, dryRun: false });
  expect(outcome).not.toBe('rejected');
}

test('is not undone while a later file may have brought the same', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', WRONG);
  await correct(store, RIGHT);
  await importContent(store, 'b.csv', `${HEAD}\n${RIGHT}\n2018-07-20,GS,another one,positive\n`);
  expect(() => unforget(store, null)).toThrow('First forget what was imported later (b.csv)');
  expect(rows(store, "SELECT text FROM document WHERE text LIKE 'narrow%'")).toEqual([['narrow spreads']]);
  forget(store, { what: 'source', source: 2 }, false);
  expect(rows(store, 'SELECT text FROM document ORDER BY id')).toEqual([
    ['wide spreads'],
    ['narrow spreads'],
  ]);
});

test('is undone after a file that has nothing in common with it', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', WRONG);
  await correct(store, RIGHT);
  await importContent(store, 'b.csv', `${HEAD}\n2018-07-20,MS,another one,positive\n`);
  unforget(store, null);
  expect(counts(store)).toEqual({ 'a.csv': [2, 1, 0, 1], 'b.csv': [1, 1, 0, 0] });
  expect(rows(store, 'SELECT text FROM document ORDER BY id')).toEqual([['wide spreads'], ['another one']]);
});

test('stays what it was corrected to when its file is imported again and the other one is forgotten', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', `${HEAD}\n2018-07-10,GS,wide spreads,positive\n`);
  const second = `${HEAD}\n2018-07-10,GS,wide spreads,negative\n2018-07-13,GS,something else,positive\n`;
  await importContent(store, 'b.csv', second);
  await correct(store, '2018-07-10,GS,wide spreads,positive');
  await importContent(store, 'b.csv', second);
  expect(counts(store)['b.csv']).toEqual([2, 1, 1, 0]);
  forget(store, { what: 'source', source: 1 }, false);
  expect(counts(store)).toEqual({ 'b.csv': [2, 2, 0, 0] });
  expect(
    rows(store, 'SELECT d.text, l.value FROM document d JOIN label l ON l.document_id = d.id ORDER BY d.id'),
  ).toEqual([
    ['wide spreads', 'positive'],
    ['something else', 'positive'],
  ]);
});

test('all prices of a corrected row are its own once the other file is forgotten', async () => {
  const store = temporaryStore();
  const head = 'Price,Close,Close\nTicker,AAA,BBB\nDate,,';
  await importContent(store, 'a.csv', `${head}\n2018-07-10,10,20\n2018-07-11,10.5,20.5\n2018-07-12,11,21\n`);
  await importContent(store, 'b.csv', `${head}\n2018-07-11,90,91\n2018-07-13,12,22\n2018-07-16,13,23\n`);
  expect(counts(store)['b.csv']).toEqual([6, 4, 0, 2]);
  await correct(store, '2018-07-11,10.5,20.5');
  forget(store, { what: 'source', source: 1 }, false);
  expect(counts(store)).toEqual({ 'b.csv': [6, 6, 0, 0] });
  expect(
    rows(
      store,
      "SELECT c.symbol, p.close FROM price p JOIN company c ON c.id = p.company_id WHERE day = '2018-07-11' ORDER BY 1",
    ),
  ).toEqual([
    ['AAA', 10.5],
    ['BBB', 20.5],
  ]);
});

test('a duplicate within its file is still one when the file is imported again', async () => {
  const store = temporaryStore();
  const lines = WRONG.replace('2018-13', '2018-07-10,GS,wide spreads,positive\n2018-13');
  await importContent(store, 'a.csv', lines);
  await correct(store, RIGHT);
  expect(counts(store)['a.csv']).toEqual([3, 2, 1, 0]);
  await importContent(store, 'a.csv', lines);
  expect(counts(store)['a.csv']).toEqual([3, 2, 1, 0]);
});

test('texts that it joined as near-duplicates are apart again when it is undone', async () => {
  const store = temporaryStore();
  const long = 'the harbour company opens a second terminal in bergen after many months of delay and talks';
  await importContent(
    store,
    'a.csv',
    `date,ticker,text\n2018-07-10,GS,${long} with oslo\n2018-07-11,GS,${long} with lima\n2018-13-12,GS,x\n`,
  );
  const groups = () =>
    rows(store, 'SELECT near_duplicate_group FROM document WHERE id < 3 ORDER BY id').flat();
  expect(new Set(groups()).size).toBe(2);
  await correct(store, `2018-07-12,GS,${long}…`);
  expect(new Set(groups()).size).toBe(1);
  unforget(store, null);
  expect(new Set(groups()).size).toBe(2);
});

test('one of several records in a line is not corrected, since it cannot be told from the others', async () => {
  const store = temporaryStore();
  const records = ['2018-07-10', '2018-13-11', '2018-07-12'].map((date, i) => ({
    text: `text ${'abc'[i]}`,
    date,
    ticker: 'GS',
  }));
  await importContent(store, 'line.json', JSON.stringify(records));
  const record = JSON.stringify({ ...records[1], date: '2018-07-11' });
  const [reject] = rejects(store);
  await expect(correctRecord(store, { reject: reject!.id, record, dryRun: false })).rejects.toThrow(
    'Several records stand in one line of line.json',
  );
  // The same records, each from a line of its own.
  await importContent(store, 'lines.json', JSON.stringify(records, null, 2));
  await correct(store, record, 0);
  await expect(
    correctRecord(store, { reject: reject!.id, record: `[${record},${record}]`, dryRun: false }),
  ).rejects.toThrow('Several records');
});

test('a search that was saved again under its name is named as what stands in the way', () => {
  const store = temporaryStore();
  saveSearch(store, { name: 'targets', query: 'price target' });
  const deletion = removeSaved(store, { what: 'search', name: 'targets' });
  saveSearch(store, { name: 'targets', query: 'raises target' });
  expect(() => unforget(store, deletion)).toThrow('There is a search "targets" again. Remove it first');
});
