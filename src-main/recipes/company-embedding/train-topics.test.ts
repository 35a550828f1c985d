import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryStore } from '../../../test/support/workspace.ts';
import { trainedRun } from '../../export/trained-run.testing.ts';
import { importFile } from '../../ingest/import.ts';
import { Random } from '../../random.ts';
import { replaceModelLabels } from '../../store/model-labels.ts';
import { openStore } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { runEmbeddings } from '../../store/runs.ts';
import { embeddedTopics, runTopicEmbeddings } from '../../store/topic-embeddings.ts';
import { runRow } from '../../runs/runs.ts';
import type { TopicsResult } from '../../results/companies.ts';
import { neighbours } from '../../companies/neighbours.ts';
import { topicLabels } from './topic-labels.ts';

const tickers = ['AA', 'BB', 'CC', 'DD'];
const topics = {
  earnings: 'quarter profit revenue beats misses estimate share margin'.split(' '),
  people: 'chief resigns board hires director chairman successor leaves'.split(' '),
};
const filler = 'lime oak pear plum fig elm ash yew fir box bay rue'.split(' ');

let store: WritableStore;
let run: number;

const settings = {
  recipe: 'company-embedding',
  objective: 'topic',
  textsPerCompany: 3,
  minTexts: 8,
  width: 16,
  heads: 2,
  minCount: 1,
  epochs: 12,
  learningRate: 1e-2,
};

/** Texts of four companies, each of two topics by turns; the words of a text tell its topic. */
function texts(): string {
  const random = new Random(3);
  const rows = tickers.flatMap((ticker) =>
    Array.from({ length: 24 }, (_, i) => {
      const topic = i % 2 === 0 ? 'earnings' : 'people';
      const words = [
        ...random.shuffle([...topics[topic]]).slice(0, 4),
        ...random.shuffle([...filler]).slice(0, 3),
      ];
      const time = `2018-07-${String(1 + i).padStart(2, '0')} 10:0${tickers.indexOf(ticker)}`;
      return `${time},${ticker},${words.join(' ')},${topic}`;
    }),
  );
  return `date,ticker,text,label\n${rows.join('\n')}\n`;
}

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  const file = join(store.dir, 'texts.csv');
  writeFileSync(file, texts());
  await importFile(store, file, { as: 'texts', labels: 'topic' });
  // A third of the topics are a model's.
  const said = store.db
    .prepare('SELECT document_id AS document, value, 0.9 AS confidence FROM label WHERE document_id % 3 = 0')
    .all() as { document: number; value: string; confidence: number }[];
  store.db.exec('DELETE FROM label WHERE document_id % 3 = 0');
  run = await trainedRun(store, settings);
  replaceModelLabels(store, run, { scheme: 'topic', symbols: null }, said);
  run = await trainedRun(store, settings);
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

function resultOf(id: number): TopicsResult {
  const { result } = runRow(store, id);
  if (result?.kind !== 'topics') throw new Error('another kind of result');
  return result;
}

test('the topic of held-out texts is named, better than the most frequent one', () => {
  const { test: tested, majority } = resultOf(run);
  expect(tested.classes).toEqual(['earnings', 'people']);
  expect(tested.accuracy).toBeGreaterThan(0.9);
  expect(majority.accuracy).toBeLessThan(0.7);
  expect(majority.n).toBe(tested.n);
});

test('topics that a model gave count, and are told', () => {
  const first = resultOf(run - 1);
  const second = resultOf(run);
  expect(first.topicsByModel).toBe(0);
  expect(second.topicsByModel).toBe(second.texts - first.texts);
  expect(second.topicsByModel).toBeGreaterThan(20);
  expect(runRow(store, run).dataHash).not.toBe(runRow(store, run - 1).dataHash);
});

test('topics that were found in the texts count, and are told with those of models', () => {
  const { changes } = store.db
    .prepare("UPDATE label SET origin = 'cluster' WHERE origin = 'import' AND document_id % 3 = 1")
    .run();
  expect(changes).toBeGreaterThan(20);
  const { topicOf, unconfirmed } = topicLabels(store, 'topic', null);
  store.db.exec("UPDATE label SET origin = 'import' WHERE origin = 'cluster'");
  const said = topicLabels(store, 'topic', null);
  expect(topicOf).toEqual(said.topicOf);
  expect([...unconfirmed].filter((document) => document % 3 === 1)).toHaveLength(changes);
  expect(unconfirmed.size - said.unconfirmed.size).toBe(changes);
});

test('every company has a vector of length 1 over all its texts, and one for each topic', () => {
  const overall = runEmbeddings(store, run);
  expect(overall.map(({ symbol }) => symbol)).toEqual(tickers);
  expect(embeddedTopics(store, run)).toEqual([
    { topic: 'earnings', companies: 4 },
    { topic: 'people', companies: 4 },
  ]);
  const rows = [...overall, ...runTopicEmbeddings(store, run, 'people')];
  for (const { vector } of rows) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  const texts = runTopicEmbeddings(store, run, 'earnings').map(({ documents }) => documents);
  expect(Math.max(...texts)).toBeLessThanOrEqual(12);
});

test('a company in one context is nearer to others in that context than to itself in another', () => {
  const [earnings, people] = ['earnings', 'people'].map((topic) => runTopicEmbeddings(store, run, topic));
  const cosine = (a: Float32Array, b: Float32Array) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  const same = cosine(earnings![0]!.vector, earnings![1]!.vector);
  expect(same).toBeGreaterThan(cosine(earnings![0]!.vector, people![0]!.vector));
});

test('neighbours are listed over all texts or within a topic; what is not there is said with what is', () => {
  const ask = { run, symbol: '$aa', k: 2, metric: 'cosine' } as const;
  expect(neighbours(store, { ...ask, topic: null })).toHaveLength(2);
  expect(neighbours(store, { ...ask, topic: 'people' })).toHaveLength(2);
  expect(() => neighbours(store, { ...ask, topic: 'sport' })).toThrow(/"sport"; it has earnings, people/);
});

test('without topics, or with texts that are read alone, it says what to do', async () => {
  await expect(trainedRun(temporaryStore(), settings)).rejects.toThrow(
    expect.objectContaining({
      remedies: [
        { action: 'import', what: 'labels', scheme: 'topic' },
        { action: 'train', recipe: 'topic' },
        { action: 'label' },
      ],
    }),
  );
  await expect(trainedRun(store, { ...settings, textsPerCompany: 1 })).rejects.toThrow(
    /textsPerCompany is 1/,
  );
});
