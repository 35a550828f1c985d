import { expect, test } from 'vitest';
import { importContent, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies } from './companies.ts';
import { openStore } from './open.ts';
import { whileUnchanged } from './while-unchanged.ts';

test('what was read is kept until this connection or another one changes the database', async () => {
  const folder = temporaryFolder();
  const [store, other] = [openStore(folder), openStore(folder)];
  let reads = 0;
  const count = whileUnchanged(({ db }) => {
    reads++;
    return db.prepare<[], number>('SELECT count(*) FROM document').pluck().get();
  });
  expect([count(store), count(store), reads]).toEqual([0, 0, 1]);
  await importContent(store, 'a.csv', 'text,date,ticker\nprofits rise,2018-07-10,GS\n');
  expect(count(store)).toBe(1);
  await importContent(other, 'b.csv', 'text,date,ticker\nprofits fall,2018-07-11,GS\n');
  expect([count(store), count(other)]).toEqual([2, 2]);
  store.close();
  other.close();
});

test('the list of tickers is that of the texts that are there', async () => {
  const store = temporaryStore();
  expect(listCompanies(store)).toEqual([]);
  await importContent(store, 'a.csv', 'text,date,ticker\nprofits rise,2018-07-10,GS\n');
  expect(listCompanies(store)).toMatchObject([{ symbol: 'GS', documents: 1 }]);
  store.db.exec("UPDATE company SET sector = 'Banks'");
  expect(listCompanies(store)).toMatchObject([{ symbol: 'GS', sector: 'Banks' }]);
});
