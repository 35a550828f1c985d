import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { ownLabelTable } from '../study/companies/own-label-table.ts';
import { labelCompanies, ownLabels, undoOwnLabels } from './own-labels.ts';
import type { WritableStore } from './store.ts';

async function threeCompanies(): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = ['NFLX', 'DIS', 'BRK.B'].map((symbol) => `news of it,2018-07-10,${symbol}`);
  await importContent(store, 'texts.csv', `text,date,ticker\n${rows.join('\n')}\n`);
  return store;
}

const known = (store: WritableStore) => ownLabels(store).map(({ symbol, value }) => [symbol, value]);

test('companies get labels of a person, which are changed, taken off, and taken back action by action', async () => {
  const store = await threeCompanies();
  const streaming = ['nflx', '$DIS', 'NOPE'].map((symbol) => ({ symbol, value: 'streaming' }));
  expect(labelCompanies(store, streaming)).toEqual({ labelled: 2, unknown: ['NOPE'] });
  labelCompanies(store, [{ symbol: 'DIS', value: 'parks' }]);
  expect(known(store)).toEqual([
    ['DIS', 'parks'],
    ['NFLX', 'streaming'],
  ]);
  labelCompanies(store, [{ symbol: 'DIS', value: null }]);
  expect(known(store)).toEqual([['NFLX', 'streaming']]);
  expect(undoOwnLabels(store)).toEqual({ companies: 1, value: null });
  expect(undoOwnLabels(store)).toEqual({ companies: 1, value: 'parks' });
  expect(known(store)).toEqual([
    ['DIS', 'streaming'],
    ['NFLX', 'streaming'],
  ]);
  expect(undoOwnLabels(store)).toEqual({ companies: 2, value: 'streaming' });
  expect(known(store)).toEqual([]);
  expect(undoOwnLabels(store)).toBeNull();
});

test.each([
  'ticker,label\nNFLX,streaming\nBRK.B,"funds, old"\nDIS,\n',
  'Label;Note;Symbol\nstreaming;x;NFLX\nfunds, old;;BRK.B\n;;DIS\n',
  '\u{FEFF}NFLX\tstreaming\nBRK.B\tfunds, old\nDIS\t\n',
])('a table of labels is read with headings in any order, or without any: %j', (text) => {
  expect(ownLabelTable(text, 'own.csv')).toEqual([
    { symbol: 'NFLX', value: 'streaming' },
    { symbol: 'BRK.B', value: 'funds, old' },
    { symbol: 'DIS', value: null },
  ]);
});

test.each(['', 'a,b,c\n1,2,3\n', 'ticker,label\n"NFLX'])('what is no such table is refused: %j', (text) => {
  expect(() => ownLabelTable(text, 'own.csv')).toThrow('own.csv');
});
