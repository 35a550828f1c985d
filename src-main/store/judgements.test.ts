import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/support/workspace.ts';
import { importFile } from '../ingest/import.ts';
import { forgetLabels } from './forget-labels.ts';
import { judge, undoJudgement } from './judgements.ts';
import { labelledDocuments } from './labels.ts';
import { labellingQueue, labellingScheme, unjudgedTexts } from './labelling-queue.ts';
import { openStore } from './open.ts';
import { createRun } from './runs.ts';
import type { WritableStore } from './store.ts';

/** Five texts, the second and third of which are near-duplicates; all but the last have a label of a file. */
async function workspace(): Promise<WritableStore> {
  const store = openStore(temporaryFolder());
  const file = join(store.dir, 'texts.csv');
  writeFileSync(
    file,
    [
      'text,date,ticker,label',
      'sales rose by a fifth,2020-01-01T10:00:00Z,AAA,up',
      'the maker recalls its cars,2020-01-02T10:00:00Z,BBB,down',
      'RT @x: the maker recalls its cars,2020-01-03T10:00:00Z,BBB,down',
      'nothing new today,2020-01-04T10:00:00Z,AAA,up',
      'a fifth plant opens,2020-01-05T10:00:00Z,BBB,',
    ].join('\n'),
  );
  await importFile(store, file, { as: null, labels: 'tone' });
  return store;
}

const ann = { scheme: 'hand', annotator: 'Ann' };
const bob = { scheme: 'hand', annotator: 'Bob' };
const all = { ...ann, symbol: null, query: '', order: 'newest' as const, run: null, seed: 1, others: false };

function labels(store: WritableStore, scheme = 'hand'): [number, string, string][] {
  return labelledDocuments(store, scheme, null).map(({ document, value, origin }) => [
    document,
    value,
    origin,
  ]);
}

test('a label by hand is of its own origin, and stands beside that of a file', async () => {
  const store = await workspace();
  judge(store, [1], { ...ann, scheme: 'tone', stage: 'blind', value: 'down' });
  const own = store.db
    .prepare("SELECT origin, value FROM label WHERE document_id = 1 AND scheme = 'tone' ORDER BY origin")
    .raw();
  expect(own.all()).toEqual([
    ['import', 'up'],
    ['manual', 'down'],
  ]);
  expect(labellingScheme(store, 'tone')).toMatchObject({
    values: ['down', 'up'],
    annotators: ['Ann'],
    byHand: 1,
  });
  store.close();
});

test('the last word of an annotator counts; where two differ there is no label until it is decided', async () => {
  const store = await workspace();
  judge(store, [1], { ...ann, stage: 'blind', value: 'up' });
  judge(store, [1], { ...ann, stage: 'window', value: 'down' });
  expect(labels(store)).toEqual([[1, 'down', 'manual']]);
  judge(store, [1], { ...bob, stage: 'blind', value: 'up' });
  expect(labels(store)).toEqual([]);
  judge(store, [1], { ...bob, stage: 'adjudicated', value: 'up' });
  expect(labels(store)).toEqual([[1, 'up', 'manual']]);
  // Undone one after the other, each by whom it was done.
  expect(undoJudgement(store, bob)).toEqual({
    stage: 'adjudicated',
    value: 'up',
    documents: [1],
    blind: 'up',
    last: 'up',
  });
  expect(labels(store)).toEqual([]);
  expect(undoJudgement(store, bob)).toMatchObject({ stage: 'blind' });
  expect(labels(store)).toEqual([[1, 'down', 'manual']]);
  expect(undoJudgement(store, ann)).toMatchObject({
    stage: 'window',
    value: 'down',
    blind: 'up',
    last: 'up',
  });
  expect(labels(store)).toEqual([[1, 'up', 'manual']]);
  expect(undoJudgement(store, ann)).toMatchObject({ stage: 'blind' });
  expect(undoJudgement(store, ann)).toBeNull();
  expect(labels(store)).toEqual([]);
  store.close();
});

test('a bulk is one action: it is undone at once', async () => {
  const store = await workspace();
  judge(store, [1], { ...ann, stage: 'blind', value: 'up' });
  const documents = unjudgedTexts(store, { ...ann, symbol: 'AAA', query: '' });
  expect(documents).toEqual([4]);
  judge(store, unjudgedTexts(store, { ...ann, symbol: null, query: '' }), {
    ...ann,
    stage: 'bulk',
    value: 'down',
  });
  expect(labels(store).length).toBe(5);
  expect(undoJudgement(store, ann)).toMatchObject({ stage: 'bulk', documents: [2, 3, 4, 5] });
  expect(labels(store)).toEqual([[1, 'up', 'manual']]);
  store.close();
});

test('the queue has one of near-duplicates, what is filtered, and nothing that was labelled', async () => {
  const store = await workspace();
  expect(labellingQueue(store, all)).toEqual([5, 4, 3, 1]);
  expect(labellingQueue(store, { ...all, symbol: 'bbb' })).toEqual([5, 3]);
  expect(labellingQueue(store, { ...all, query: 'fifth' })).toEqual([5, 1]);
  expect(labellingQueue(store, { ...all, query: '!!' })).toEqual([]);
  judge(store, [2], { ...ann, stage: 'blind', value: 'down' });
  expect(labellingQueue(store, all)).toEqual([5, 4, 1]);
  // Bob may label what Ann has.
  expect(labellingQueue(store, { ...all, ...bob, others: true })).toEqual([2]);
  const drawn = (seed: number) => labellingQueue(store, { ...all, order: 'chance', seed });
  expect(drawn(7)).toEqual(drawn(7));
  expect(new Set(drawn(7))).toEqual(new Set([1, 4, 5]));
  store.close();
});

test('the texts of which a run is least sure come first', async () => {
  const store = await workspace();
  expect(createRun(store, { recipe: 'topic', config: '{}', version: '1' })).toBe(1);
  store.db.exec(
    `INSERT INTO label (document_id, scheme, origin, value, confidence, created_at, run_id)
       VALUES (5, 'tone', 'model', 'up', 0.9, 0, 1), (1, 'tone', 'model', 'up', 0.55, 0, 1);
     INSERT INTO prediction (run_id, part, item, document_id, truth, predicted, probabilities)
       VALUES (1, 'test', 0, 4, 'up', 'up', '[0.3,0.7]');`,
  );
  expect(labellingQueue(store, { ...all, order: 'uncertain', run: 1 })).toEqual([1, 4, 5]);
  store.close();
});

test('a text that is not there is named, and nothing is stored', async () => {
  const store = await workspace();
  expect(() => judge(store, [1, 99], { ...ann, stage: 'bulk', value: 'up' })).toThrow('There is no text 99');
  expect(labels(store)).toEqual([]);
  store.close();
});

test('a scheme that is forgotten takes what was said with it', async () => {
  const store = await workspace();
  judge(store, [1], { ...ann, stage: 'blind', value: 'up' });
  forgetLabels(store, 'hand', false);
  expect(store.db.prepare('SELECT count(*) FROM judgement').pluck().get()).toBe(0);
  store.close();
});

test('a scheme of which no two annotators agree has no label, and can be forgotten', async () => {
  const store = await workspace();
  judge(store, [1], { ...ann, stage: 'blind', value: 'up' });
  judge(store, [1], { ...ann, annotator: 'Bob', stage: 'blind', value: 'down' });
  expect(labels(store)).toEqual([]);
  expect(forgetLabels(store, 'hand', false)).toEqual({ origins: [], judgements: 2 });
  expect(store.db.prepare('SELECT count(*) FROM judgement').pluck().get()).toBe(0);
  expect(() => forgetLabels(store, 'hand', false)).toThrow('There is no label scheme "hand"');
  store.close();
});

test('what was said of a text that waited for its tweet is said of the tweet', async () => {
  const store = openStore(temporaryFolder());
  const write = (name: string, labels: string | null, ...lines: string[]) => {
    writeFileSync(join(store.dir, name), lines.join('\n'));
    return importFile(store, join(store.dir, name), { as: null, labels });
  };
  await write('labels.csv', 'tone', 'text,label', 'sales rose by a fifth in spring,up');
  judge(store, [1], { ...ann, stage: 'blind', value: 'up' });
  judge(store, [1], { ...ann, stage: 'window', value: 'down' });
  await write(
    'texts.csv',
    null,
    'text,date,ticker',
    'sales rose by a fifth in spring,2020-01-01T10:00:00Z,AAA',
  );
  const [[document, value]] = labels(store) as [[number, string, string]];
  expect([document === 1, value]).toEqual([false, 'down']);
  expect(undoJudgement(store, ann)).toMatchObject({ documents: [document], value: 'down', blind: 'up' });
  store.close();
});

test('what one has read counts more than what another labelled all at once, in either order', async () => {
  const store = await workspace();
  judge(store, [1], { ...ann, stage: 'blind', value: 'up' });
  judge(store, [1, 4], { ...bob, stage: 'bulk', value: 'down' });
  judge(store, [4], { ...ann, stage: 'blind', value: 'up' });
  expect(labels(store)).toEqual([
    [1, 'up', 'manual'],
    [4, 'up', 'manual'],
  ]);
  store.close();
});
