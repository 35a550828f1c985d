import { beforeEach, expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { companyBySymbol } from './companies.ts';
import { timeline } from './documents.ts';
import { labelledDocuments } from './labels.ts';
import { undoDeletion } from './undo-deletion.ts';
import { replaceModelLabels, unlabelledCount, unlabelledDocuments } from './model-labels.ts';
import type { WritableStore } from './store.ts';
import { createRun } from './runs.ts';
import { distinctLabelled, labelSchemes } from './training-data.ts';

let store: WritableStore;
let run: number;

beforeEach(async () => {
  store = temporaryStore();
  run = createRun(store, { recipe: 'topic', config: '{}', version: '1' });
  const rows = [
    '2018-07-10 01:00,GS,the spreads of banks widen,positive',
    '2018-07-10 02:00,MS,a claim about fees in court,',
    '2018-07-10 03:00,GS,the third was a quiet day,',
    '2018-07-10 04:00,MS,nobody knows who bought it,negative',
  ];
  await importContent(store, 'texts.csv', `date,ticker,text,sentiment\n${rows.join('\n')}\n`);
});

const scheme = 'sentiment';
const all = { scheme, symbols: null };
const textOf = (id: number) =>
  store.db.prepare<[number], string>('SELECT text FROM document WHERE id = ?').pluck().get(id);
const say = (value: string, ids: readonly number[]) =>
  ids.map((document) => ({ document, value, confidence: 0.75 }));

test('documents without a label are found, those of one company together', () => {
  expect(unlabelledDocuments(store, all).map(textOf)).toEqual([
    'the third was a quiet day',
    'a claim about fees in court',
  ]);
  expect(unlabelledDocuments(store, { scheme, symbols: ['$ms'] }).map(textOf)).toEqual([
    'a claim about fees in court',
  ]);
  expect(unlabelledDocuments(store, { scheme: 'topic', symbols: null })).toHaveLength(4);
});

test('nothing learns from what a model said, or is told it as known, unless it asks', () => {
  const known = labelledDocuments(store, scheme, null);
  const companies = companyBySymbol(store, 'GS');
  replaceModelLabels(store, run, all, say('negative', unlabelledDocuments(store, all)));
  replaceModelLabels(store, run, { scheme: 'tone', symbols: null }, say('negative', [known[0]!.document]));
  expect(labelledDocuments(store, scheme, null)).toEqual(known);
  expect(distinctLabelled(store, { scheme, symbols: null })).toHaveLength(2);
  expect(labelSchemes(store)).toEqual([{ scheme, documents: 2 }]);
  expect(companyBySymbol(store, 'GS')).toEqual(companies);
  expect(labelledDocuments(store, scheme, null, { models: true }).map(({ origin }) => origin)).toEqual([
    'import',
    'model',
    'model',
    'import',
  ]);
});

test('a label says how sure the model was, and which run it is of', () => {
  const [document] = unlabelledDocuments(store, all);
  replaceModelLabels(store, run, all, say('negative', [document!]));
  const { rows } = timeline(store, { symbol: 'GS', query: '', offset: 0, limit: 1 });
  expect(rows[0]!.labels).toEqual([{ scheme, value: 'negative', origin: 'model', confidence: 0.75 }]);
  expect(store.db.prepare("SELECT run_id FROM label WHERE origin = 'model'").pluck().all()).toEqual([run]);
});

test('a document that a model labelled still has no label, and loses the model’s to the next run', () => {
  const before = labelledDocuments(store, scheme, null);
  const ids = unlabelledDocuments(store, all);
  expect(replaceModelLabels(store, run, all, say('negative', ids)).replaced).toBe(0);
  expect(unlabelledDocuments(store, all)).toEqual(ids);
  expect(unlabelledCount(store, scheme)).toEqual({ scheme, documents: 2, byModel: 2 });
  expect(replaceModelLabels(store, run, all, say('positive', ids.slice(1))).replaced).toBe(2);
  expect(unlabelledCount(store, scheme)).toEqual({ scheme, documents: 2, byModel: 1 });
  expect(labelledDocuments(store, scheme, null)).toEqual(before);
});

test('labels of other tickers and schemes are left alone', () => {
  const ids = unlabelledDocuments(store, all);
  replaceModelLabels(store, run, all, say('negative', ids));
  replaceModelLabels(store, run, { scheme: 'tone', symbols: null }, say('negative', ids));
  expect(replaceModelLabels(store, run, { scheme, symbols: ['MS'] }, []).replaced).toBe(1);
  expect(unlabelledCount(store, scheme).byModel).toBe(1);
  expect(unlabelledCount(store, 'tone').byModel).toBe(2);
});

test('labels that cannot all be stored leave those before as they were', () => {
  const ids = unlabelledDocuments(store, all);
  replaceModelLabels(store, run, all, say('negative', ids));
  expect(() => replaceModelLabels(store, run, all, say('positive', [...ids, 999]))).toThrow(/FOREIGN KEY/);
  const values = labelledDocuments(store, scheme, null, { models: true }).filter(
    ({ origin }) => origin === 'model',
  );
  expect(values.map(({ value }) => value)).toEqual(['negative', 'negative']);
});

test('labels of a run are taken back, and those that they replaced are there again', () => {
  const ids = unlabelledDocuments(store, all);
  replaceModelLabels(store, run, all, say('negative', ids));
  const before = store.db.prepare("SELECT * FROM label WHERE origin = 'model' ORDER BY document_id").all();
  const { replaced, deletion } = replaceModelLabels(store, run, all, say('positive', ids.slice(1)));
  expect(replaced).toBe(ids.length);
  expect(undoDeletion(store, deletion)).toMatchObject({
    what: 'labelling',
    removed: [
      { what: 'labels given', count: ids.length - 1 },
      { what: 'labels replaced', count: ids.length },
    ],
  });
  expect(store.db.prepare("SELECT * FROM label WHERE origin = 'model' ORDER BY document_id").all()).toEqual(
    before,
  );
});
