import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { temporaryFile } from '../../test/support/workspace.ts';
import { importSample } from '../export/trained-run.testing.ts';
import { listCompanies } from '../store/companies.ts';
import { endLease, removeLease, takeLease } from '../store/lease.ts';
import { openStore } from '../store/open.ts';
import { RECLAIM_LEASE } from '../store/reclaim-space.ts';
import type { WritableStore } from '../store/store.ts';
import { createRun, listRuns, withdrawRun } from '../store/runs.ts';
import { trainConfigSchema } from '../configs/all.ts';
import type { TrainingEvent } from '../training/loop.ts';
import { labelDocuments } from '../study/label-documents.ts';
import { learningCurve } from '../study/learning-curve.ts';
import { train } from './train.ts';

let store: WritableStore;
let ticker: string;

beforeAll(async () => {
  store = openStore(mkdtempSync(join(tmpdir(), 'contexture-')));
  await importSample(store);
  ticker = listCompanies(store)[0]!.symbol;
});

afterEach(() => {
  for (const { id } of listRuns(store)) removeLease(store.dir, `run-${id}`);
  store.db.exec("DELETE FROM metric; DELETE FROM run; DELETE FROM sqlite_sequence WHERE name = 'run'");
});

afterAll(() => {
  store.close();
  rmSync(store.dir, { recursive: true, force: true });
});

const classifiers = ['contextual-sentiment', 'document-attention', 'rnn-attention', 'simple-transformer'];
const unreadable = () => temporaryFile('odd.csv', Buffer.from([0, 1, 2, 3, 255, 254]));

function run(
  settings: object,
  signal = new AbortController().signal,
): { events: TrainingEvent[]; end: Promise<unknown> } {
  const events: TrainingEvent[] = [];
  const config = trainConfigSchema.parse({ device: 'cpu', ...settings });
  return { events, end: train(store, config, { emit: (event) => void events.push(event), signal }) };
}

test.each<[string, () => object, RegExp]>([
  ...classifiers.map((recipe): [string, () => object, RegExp] => [
    `${recipe}, unknown scheme`,
    () => ({ recipe, scheme: 'sentimnt' }),
    /There is no label scheme "sentimnt".*Did you mean "sentiment"\?/,
  ]),
  [
    'unknown ticker',
    () => ({ recipe: 'topic', symbols: ['ZZZZZZ'] }),
    /There is no ticker "ZZZZZZ" with texts/,
  ],
  [
    'one ticker of two is unknown',
    () => ({ recipe: 'word2vec', symbols: [ticker, 'QQQQQQ'] }),
    /no ticker "QQQQQQ"/,
  ],
  [
    'unknown ticker of companies',
    () => ({ recipe: 'company-embedding', symbols: ['QQQQQQ'] }),
    /"QQQQQQ" with texts/,
  ],
  ['a ticker without prices', () => ({ recipe: 'price-transformer', symbols: [ticker] }), /with prices/],
  ['no prices', () => ({ recipe: 'price-transformer' }), /Only 0 days of prices/],
  ['too few companies', () => ({ recipe: 'company-embedding', minTexts: 100_000 }), /Only 0 companies have/],
  [
    'too few companies to match',
    () => ({ recipe: 'company-embedding', objective: 'match', minTexts: 100_000 }),
    /Only 0 companies have/,
  ],
  [
    'too few companies to count',
    () => ({ recipe: 'company-cooccurrence', minTexts: 100_000 }),
    /Only 0 companies have/,
  ],
  [
    'no topics',
    () => ({ recipe: 'company-embedding', objective: 'topic', topicScheme: 'sentimens' }),
    /Did you mean "sentiment"/,
  ],
  [
    'too few texts together',
    () => ({ recipe: 'company-embedding', objective: 'topic', topicScheme: 'sentiment', textsPerCompany: 1 }),
    /textsPerCompany is 1/,
  ],
  ['too rare words', () => ({ recipe: 'word2vec', minCount: 1_000_000 }), /too few neighbouring words/],
  ['a missing training file', () => ({ recipe: 'word2vec', trainFile: 'absent.csv' }), /absent\.csv/],
  ['a missing test file', () => ({ recipe: 'rnn-attention', testFile: 'absent.csv' }), /absent\.csv/],
  ['an unreadable test file', () => ({ recipe: 'rnn-attention', testFile: unreadable() }), /odd\.csv/],
  ['vectors of no run', () => ({ recipe: 'document-attention', vectors: 77 }), /run 77/],
  ['no checkpoint', () => ({ recipe: 'bert-classifier', checkpoint: './absent' }), /absent/],
  [
    'no checkpoint for texts',
    () => ({ recipe: 'contextual-sentiment', encoder: 'bert', checkpoint: './absent' }),
    /absent/,
  ],
])('a training that is refused leaves no run: %s', async (_, settings, message) => {
  const { events, end } = run(settings());
  await expect(end).rejects.toThrow(message);
  expect(listRuns(store)).toEqual([]);
  const folder = join(store.dir, 'runs');
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([]);
  expect(events.filter(({ type }) => type === 'run')).toEqual([]);
});

test('what is stopped before its first step leaves no run either', async () => {
  const controller = new AbortController();
  const config = trainConfigSchema.parse({ recipe: 'document-attention', device: 'cpu' });
  const onStart = () => controller.abort(new Error('stopped'));
  const refused = train(store, config, { emit: () => {}, signal: controller.signal, onStart });
  await expect(refused).rejects.toThrow('stopped');
  expect(listRuns(store)).toEqual([]);
});

test('a training that begins while the database is written anew waits for the end, and says so', async () => {
  expect(takeLease(store.dir, RECLAIM_LEASE)).toBe(true);
  const { events, end } = run({ recipe: 'topic', scheme: 'none' });
  await expect
    .poll(() => events)
    .toMatchObject([{ type: 'message', text: expect.stringContaining('the bin is being emptied') }]);
  expect(listRuns(store)).toEqual([]);
  endLease(store.dir, RECLAIM_LEASE);
  await expect(end).rejects.toThrow('none');
});

test('one that is cancelled while it waits leaves no run', async () => {
  takeLease(store.dir, RECLAIM_LEASE);
  const controller = new AbortController();
  const { events, end } = run({ recipe: 'topic' }, controller.signal);
  await expect.poll(() => events.length).toBe(1);
  controller.abort(new Error('stopped'));
  await expect(end).rejects.toThrow('stopped');
  endLease(store.dir, RECLAIM_LEASE);
  expect(listRuns(store)).toEqual([]);
});

test('the next run takes its number, unless another one was begun meanwhile', async () => {
  const begin = () => createRun(store, { recipe: 'topic', config: '{}', version: '0' });
  await expect(run({ recipe: 'topic', scheme: 'none' }).end).rejects.toThrow('none');
  expect(begin()).toBe(1);
  const second = begin();
  const third = begin();
  withdrawRun(store, second);
  expect(begin()).toBe(third + 1);
});

test('a learning curve and labelling refuse an unknown ticker', async () => {
  const quiet = { emit: () => {}, signal: new AbortController().signal };
  const near = `${ticker}X`;
  const config = trainConfigSchema.parse({ recipe: 'topic', symbols: [near] });
  if (config.recipe !== 'topic') throw new Error('another recipe');
  const message = `There is no ticker "${near}" with texts in this workspace. Did you mean "${ticker}"`;
  await expect(learningCurve(store, { config, sizes: null, seeds: 1 }, quiet)).rejects.toThrow(message);
  const request = { run: 1, scheme: null, symbols: [near], minConfidence: 0, dryRun: true };
  await expect(labelDocuments(store, request, quiet)).rejects.toThrow(message);
});

test('what fails after its first step is a run that says why', async () => {
  const config = trainConfigSchema.parse({ recipe: 'document-attention', device: 'cpu', epochs: 1 });
  const numbers: number[] = [];
  const emit = (event: TrainingEvent) => {
    if (event.type === 'run') numbers.push(event.run);
    if (event.type === 'progress' && event.stage === 'training' && event.done > 0) throw new Error('broken');
  };
  await expect(train(store, config, { emit, signal: new AbortController().signal })).rejects.toThrow(
    'broken',
  );
  expect(listRuns(store)).toMatchObject([{ id: numbers[0], state: 'failed', problem: 'broken' }]);
});
