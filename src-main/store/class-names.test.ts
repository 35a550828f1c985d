import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { forget, unforget } from '../jobs/forget.ts';
import { classNames, nameClasses, namedValues } from './class-names.ts';
import { forgetLabels } from './forget-labels.ts';
import { labelTable } from './label-table.ts';
import type { WritableStore } from './store.ts';

const all = { symbols: null, from: null, to: null, labelled: null, scheme: null, origin: null };

async function threeTopics(): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = ['2', '0', '10'].map((topic) => `what is said of ${topic},2018-07-10,${topic}`);
  await importContent(store, 'texts.csv', `text,date,topic\n${rows.join('\n')}\n`);
  return store;
}

const named = (store: WritableStore) => namedValues(store, 'topic').map(({ value, name }) => [value, name]);

test('classes get names, are renamed and lose them, and their labels stay as they are', async () => {
  const store = await threeTopics();
  nameClasses(store, 'topic', [
    { value: '0', name: 'earnings' },
    { value: '2', name: 'mergers' },
  ]);
  expect(named(store)).toEqual([
    ['0', 'earnings'],
    ['2', 'mergers'],
    ['10', null],
  ]);
  // Two names can be exchanged at once.
  nameClasses(store, 'topic', [
    { value: '0', name: 'mergers' },
    { value: '2', name: 'earnings' },
    { value: '10', name: '10' },
  ]);
  expect(classNames(store)).toEqual([
    { scheme: 'topic', value: '0', name: 'mergers' },
    { scheme: 'topic', value: '2', name: 'earnings' },
  ]);
  const table = labelTable(store, all, null);
  const at = (name: string): number => table.columns.findIndex((column) => column.name === name);
  expect([...table.rows].map((row) => [row[at('value')], row[at('name')]])).toEqual([
    ['2', 'earnings'],
    ['0', 'mergers'],
    ['10', null],
  ]);
  nameClasses(store, 'topic', [{ value: '0', name: null }]);
  expect(named(store)).toEqual([
    ['0', null],
    ['2', 'earnings'],
    ['10', null],
  ]);
});

test('a class that is not there and a name of another class are refused, and nothing changes', async () => {
  const store = await threeTopics();
  nameClasses(store, 'topic', [{ value: '0', name: 'earnings' }]);
  const refuse = (value: string, name: string): void => {
    const given = [
      { value: '10', name: 'markets' },
      { value, name },
    ];
    expect(() => nameClasses(store, 'topic', given)).toThrow(/"topic"/);
  };
  refuse('3', 'mergers');
  refuse('2', 'earnings');
  refuse('2', 'markets');
  refuse('2', '0');
  expect(classNames(store)).toEqual([{ scheme: 'topic', value: '0', name: 'earnings' }]);
  expect(() => nameClasses(store, 'topics', [])).toThrow('Did you mean "topic"?');
});

test('a scheme that is forgotten takes the names of its classes along', async () => {
  const store = await threeTopics();
  nameClasses(store, 'topic', [{ value: '0', name: 'earnings' }]);
  forgetLabels(store, 'topic', false);
  expect(classNames(store)).toEqual([]);
});

test('the name of a class whose labels were forgotten is free', async () => {
  const store = await threeTopics();
  const two = ['3', '0'].map((topic) => `what else is said of ${topic},2018-07-11,${topic}`);
  const { source } = await importContent(store, 'more.csv', `text,date,topic\n${two.join('\n')}\n`);
  nameClasses(store, 'topic', [{ value: '3', name: 'mergers' }]);
  expect(() => nameClasses(store, 'topic', [{ value: '0', name: 'mergers' }])).toThrow(/"3" is called/);
  forget(store, { what: 'source', source: source! }, false);
  nameClasses(store, 'topic', [{ value: '0', name: 'mergers' }]);
  // Its class comes back without it.
  unforget(store, null);
  expect(named(store)).toEqual([
    ['0', 'mergers'],
    ['2', null],
    ['3', null],
    ['10', null],
  ]);
});

test('a class that is named twice at once is refused', async () => {
  const store = await threeTopics();
  const given = [
    { value: '0', name: 'mergers' },
    { value: '0', name: 'earnings' },
  ];
  expect(() => nameClasses(store, 'topic', given)).toThrow(
    'The class "0" of the scheme "topic" is named twice at once: give it one name.',
  );
  expect(classNames(store)).toEqual([]);
});
