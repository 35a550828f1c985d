import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { forgetSource } from '../../ingest/forget-source.ts';
import { forgetLabels } from '../../store/forget-labels.ts';
import { judge } from '../../store/judgements.ts';
import { labelledDocuments } from '../../store/labels.ts';
import type { WritableStore } from '../../store/store.ts';
import { takeBackLabels } from '../take-back-labels.ts';
import { correctTopics, topicsOf } from './correct-topics.ts';
import { findTopics } from './find-topics.ts';

const scheme = 'found-topics';
const subjects = {
  oil: ['barrel', 'crude', 'drilling', 'pipeline', 'refinery'],
  loans: ['loan', 'deposit', 'lending', 'mortgage', 'branch'],
  phones: ['phone', 'screen', 'camera', 'battery', 'display'],
};
const work = { signal: new AbortController().signal, emit: () => undefined };
const asked = { scheme, topics: 3, seed: 1, dryRun: false };

/** Twenty texts on each subject; each names its company, and has three of the five words of its subject. */
async function threeSubjects(): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = Object.values(subjects).flatMap((words, subject) =>
    Array.from({ length: 20 }, (_, n) => {
      const said = [0, 1, 2].map((i) => words[(n + i * (1 + (n % 2))) % 5]);
      const own = ['qua', 'zel'].map((part) => part + 'abcdefghijklmnopqrst'[n] + 'xyz'[subject]);
      return `${[...said, ...own, 'the', 'Acme'].join(' ')},2018-07-${String(1 + n).padStart(2, '0')},ACME`;
    }),
  );
  await importContent(store, 'texts.csv', `text,date,ticker\n${rows.join('\n')}\nzzz,2018-07-30,ACME\n`);
  return store;
}

function labels(store: WritableStore): Map<number, string> {
  const rows = labelledDocuments(store, scheme, null, { models: true });
  return new Map(rows.map(({ document, value }) => [document, value]));
}

test('texts on one subject get one topic, which is named by words of the subject', async () => {
  const store = await threeSubjects();
  const found = await findTopics(store, asked, work);
  expect(found).toMatchObject({ documents: 61, labelled: 60, replaced: 0, byHand: 0 });
  expect(found.topics.map(({ texts }) => texts)).toEqual([20, 20, 20]);
  for (const { name, words } of found.topics) {
    const own = Object.values(subjects).find((all) => all.includes(words[0]!))!;
    expect(name.split(' ').every((word) => own.includes(word))).toBe(true);
    expect(words).not.toContain('acme');
  }
  // Documents are numbered in the order of the file: twenty each.
  const given = labels(store);
  expect(given.size).toBe(60);
  for (const start of [1, 21, 41]) {
    expect(new Set(Array.from({ length: 20 }, (_, i) => given.get(start + i))).size).toBe(1);
  }
  expect(store.db.prepare("SELECT count(*) FROM label WHERE origin <> 'cluster'").pluck().get()).toBe(0);
  // A text without any word that others have belongs to none.
  expect(given.has(61)).toBe(false);
});

test('looking stores nothing', async () => {
  const store = await threeSubjects();
  expect(await findTopics(store, { ...asked, dryRun: true }, work)).toMatchObject({ labelled: 60 });
  expect(store.db.prepare('SELECT count(*) FROM label').pluck().get()).toBe(0);
  expect(topicsOf(store, scheme)).toEqual([]);
});

test('a topic gets a name, joins another, and both are taken back with what people said', async () => {
  const store = await threeSubjects();
  await findTopics(store, asked, work);
  const before = labels(store);
  const [first, second, third] = topicsOf(store, scheme);
  // A text is put into another topic by hand.
  const moved = [...before].find(([, value]) => value === second!.name)![0];
  judge(store, [moved], { scheme, annotator: 'Ann', stage: 'blind', value: third!.name });
  expect(labels(store).get(moved)).toBe(third!.name);

  const renamed = correctTopics(store, { scheme, topic: '3', name: 'phones' });
  expect(renamed[2]).toMatchObject({ number: 3, name: 'phones', texts: 21, byHand: 1, words: third!.words });
  expect(labels(store).get(moved)).toBe('phones');
  const joined = correctTopics(store, { scheme, topic: 'phones', into: first!.name });
  expect(joined.map(({ name }) => name)).toEqual([first!.name, second!.name]);
  expect(labels(store).get(moved)).toBe(first!.name);

  expect(takeBackLabels(store, { scheme, origin: 'cluster' })).toMatchObject({
    restored: `${third!.name} → phones`,
  });
  expect(labels(store).get(moved)).toBe('phones');
  takeBackLabels(store, { scheme, origin: 'cluster' });
  expect(labels(store).get(moved)).toBe(third!.name);
  expect([...labels(store)].filter(([document]) => document !== moved)).toEqual(
    [...before].filter(([document]) => document !== moved),
  );
  takeBackLabels(store, { scheme, origin: 'cluster' });
  expect([...labels(store)]).toEqual([[moved, third!.name]]);
  expect(store.db.prepare('SELECT count(*) FROM text_cluster').pluck().get()).toBe(0);
});

test('topics found anew take the place of the earlier ones, hand labels stay', async () => {
  const store = await threeSubjects();
  await findTopics(store, asked, work);
  judge(store, [61], { scheme, annotator: 'Ann', stage: 'blind', value: 'nonsense' });
  expect(await findTopics(store, { ...asked, topics: 2 }, work)).toMatchObject({ replaced: 60, byHand: 1 });
  expect(labels(store).get(61)).toBe('nonsense');
});

test('what cannot be meant is refused', async () => {
  const store = await threeSubjects();
  expect(() => correctTopics(store, { scheme, topic: '1', name: 'x' })).toThrow('There is no label scheme');
  await findTopics(store, asked, work);
  const [first, second] = topicsOf(store, scheme);
  const rename = (topic: string, name: string) => () => correctTopics(store, { scheme, topic, name });
  expect(rename('9', 'x')).toThrow('There is no topic "9". The topics are 1 (');
  expect(rename('1', second!.name)).toThrow('Join the two, or choose another name.');
  expect(rename('1', first!.name)).toThrow('has that name already');
  expect(() => correctTopics(store, { scheme, topic: '1', into: '1' })).toThrow('is that one already');
  judge(store, [1], { scheme: 'mine', annotator: 'Ann', stage: 'blind', value: 'a' });
  await expect(findTopics(store, { ...asked, scheme: 'mine' }, work)).rejects.toThrow(
    'The scheme "mine" has 1 label by hand or from files',
  );
});

test('nothing is left of topics whose texts or scheme are forgotten', async () => {
  const store = await threeSubjects();
  await findTopics(store, asked, work);
  correctTopics(store, { scheme, topic: '1', name: 'x' });
  forgetLabels(store, scheme, false);
  const left = () =>
    ['label', 'label_source', 'text_cluster'].map((table) =>
      store.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get(),
    );
  expect(left()).toEqual([0, 0, 0]);
  await findTopics(store, asked, work);
  forgetSource(store, 1, false);
  expect(left().at(-1)).toBe(0);
});
