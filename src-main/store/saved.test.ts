import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { removeSaved, savedThings, saveGroup, saveSearch } from './saved.ts';
import { undoDeletion } from './undo-deletion.ts';

test('a search is saved under a name that no other has, removed, and brought back', () => {
  const store = temporaryStore();
  saveSearch(store, { name: 'warnings', query: '"profit warning" -tesla' });
  saveSearch(store, { name: 'Bad days', query: 'label:negative' });
  expect(savedThings(store).searches.map(({ name }) => name)).toEqual(['Bad days', 'warnings']);
  expect(() => saveSearch(store, { name: 'warnings', query: 'other' })).toThrow(
    'There is a saved search “warnings” already, for "profit warning" -tesla.',
  );
  const before = savedThings(store);
  const deletion = removeSaved(store, { what: 'search', name: 'warnings' });
  expect(savedThings(store).searches).toEqual([{ name: 'Bad days', query: 'label:negative' }]);
  expect(() => removeSaved(store, { what: 'search', name: 'warnings' })).toThrow(
    'There is no saved search “warnings”.',
  );
  undoDeletion(store, deletion);
  expect(savedThings(store)).toEqual(before);
});

test('a group holds tickers of the workspace, each once, as it spells them', async () => {
  const store = temporaryStore();
  await importContent(store, 'a.csv', 'date,ticker,text\n2018-07-10,GS,one\n2018-07-11,MS,two\n');
  saveGroup(store, { name: 'banks', symbols: ['$ms', 'GS', 'gs'] });
  expect(savedThings(store).groups).toEqual([{ name: 'banks', symbols: ['MS', 'GS'] }]);
  expect(() => saveGroup(store, { name: 'other', symbols: ['GS', 'XYZ'] })).toThrow(
    'There is no ticker XYZ.',
  );
  expect(() => saveGroup(store, { name: 'banks', symbols: ['GS'] })).toThrow(
    'There is a group “banks” already, with 2 tickers.',
  );
  undoDeletion(store, removeSaved(store, { what: 'group', name: 'banks' }));
  expect(savedThings(store).groups).toHaveLength(1);
});
