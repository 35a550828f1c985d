import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies, companyBySymbol } from '../store/companies.ts';
import { documentById, timeline } from '../store/documents.ts';
import { labelledDocuments } from '../store/labels.ts';
import { openStore } from '../store/open.ts';
import { overview } from '../store/overview.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';

const HEADING = 'id,text,timestamp,source,symbols,company_names,url,verified';
const plain = { as: null, labels: null };

function tweet(text: string, minute: number, rest = 'ann,GS,Goldman,,True'): string {
  return `1,${text},Wed Jul 18 21:${String(minute).padStart(2, '0')}:00 +0000 2018,${rest}`;
}

function stockerBot(...lines: string[]): string {
  return temporaryFile('tweets.csv', `${[HEADING, ...lines].join('\n')}\n`);
}

test('a tweet that comes back under another ticker is one document that mentions both', async () => {
  const store = temporaryStore();
  const file = stockerBot(
    tweet('RT @x: A &amp; B', 1),
    tweet('RT @x: A &amp; B', 1, 'ann,MS,Morgan Stanley,,True'),
    tweet('RT @x: A &amp; B', 1, 'bob,MS,Morgan Stanley,,False'),
    'rubbish',
  );
  const result = await importFile(store, file, plain);
  expect(result).toMatchObject({ kind: 'stockerbot', records: 4, accepted: 2, duplicate: 1, rejected: 1 });
  expect(documentById(store, 1)).toEqual({
    id: 1,
    text: 'RT @x: A & B',
    publishedAt: Date.UTC(2018, 6, 18, 21, 1),
    author: 'ann',
    url: null,
    verified: true,
    retweet: true,
    symbols: ['GS', 'MS'],
    nearDuplicateGroup: 1,
    labels: [],
  });
  expect(listCompanies(store).map(({ symbol, name, documents }) => [symbol, name, documents])).toEqual([
    ['MS', 'Morgan Stanley', 2],
    ['GS', 'Goldman', 1],
  ]);
  expect(listRejects(store, { source: null, offset: 0, limit: 10 })).toMatchObject({
    total: 1,
    rows: [{ file: 'tweets.csv', line: 5, raw: 'rubbish', kind: 'timestamp' }],
  });
});

test('importing the same file again adds nothing', async () => {
  const store = temporaryStore();
  const file = stockerBot(tweet('a', 1), tweet('b', 2), 'rubbish');
  await importFile(store, file, plain);
  const before = overview(store);
  const again = await importFile(store, file, plain);
  expect(again).toMatchObject({ records: 3, accepted: 0, duplicate: 2, rejected: 1 });
  const after = overview(store);
  const untimed = ({ sources, ...rest }: typeof after): unknown => ({
    ...rest,
    sources: sources.map(({ importedAt: _at, seconds: _s, ...source }) => source),
  });
  expect(untimed(after)).toEqual(untimed(before));
});

test('the more frequent spelling names a company, and the others are kept', async () => {
  const store = temporaryStore();
  await importFile(
    store,
    stockerBot(
      tweet('a', 1, 'x,HPQ,HP,,True'),
      tweet('b', 2, 'x,HPQ,HP Inc.,,True'),
      tweet('c', 3, 'x,hpq,HP Inc.,,True'),
    ),
    plain,
  );
  expect(companyBySymbol(store, '$hpq')).toMatchObject({ symbol: 'HPQ', name: 'HP Inc.', documents: 3 });
  expect(store.db.prepare('SELECT name FROM company_alias ORDER BY name').pluck().all()).toEqual([
    'HP',
    'HP Inc.',
  ]);
});

test('lists of companies give names and sectors, the list with sectors counting more', async () => {
  const store = temporaryStore();
  await importFile(store, stockerBot(tweet('a', 1)), plain);
  const names = temporaryFile('names.csv', 'ticker, name\nGS,Goldman\nNEW,Newcomer\n,nobody\n');
  const sectors = temporaryFile('sectors.csv', 'Symbol,Name,Sector\nGS,"Goldman, Sachs",Financials\n');
  expect(await importFile(store, names, plain)).toMatchObject({
    kind: 'companies',
    accepted: 2,
    rejected: 1,
  });
  expect(await importFile(store, sectors, plain)).toMatchObject({ accepted: 1 });
  expect(await importFile(store, names, plain)).toMatchObject({ accepted: 0, duplicate: 2, rejected: 1 });
  expect(companyBySymbol(store, 'GS')).toMatchObject({ name: 'Goldman, Sachs', sector: 'Financials' });
  expect(companyBySymbol(store, 'NEW')).toMatchObject({ name: 'Newcomer', documents: 0 });
});

test('labels find their documents by what the texts say', async () => {
  const store = temporaryStore();
  await importFile(
    store,
    stockerBot(
      tweet('Goldman beats the estimates $GS &amp; more https://t.co/a', 5),
      tweet('RT @x: Goldman beats the estimates &amp; more', 6, 'bob,MS,Morgan,,False'),
      tweet('$GS long', 7),
      tweet('$GS Long $1', 8),
    ),
    plain,
  );
  const file = temporaryFile(
    'labels.csv',
    'text,sentiment\r\n' +
      '"Goldman beats the estimates\r\n& more",1\r\n' +
      'Goldman beats the estimates &amp; more,1\r\n' +
      'Goldman beats the estimates & more,0\r\n' +
      '"long",0\r\n' +
      'Said, nowhere, before,1\r\n' +
      ',1\r\n' +
      'no label,\r\n',
  );
  const result = await importFile(store, file, { as: null, labels: 'sentiment' });
  expect(result).toMatchObject({
    kind: 'labels',
    records: 7,
    accepted: 3,
    duplicate: 1,
    rejected: 3,
    labels: { scheme: 'sentiment', matched: 4, matchedSeveral: 4, conflicts: 1, documents: 5 },
  });
  expect(labelledDocuments(store, 'sentiment', null).map(({ document, value }) => [document, value])).toEqual(
    [
      [5, 'positive'],
      [1, 'positive'],
      [2, 'positive'],
      [3, 'negative'],
      [4, 'negative'],
    ],
  );
  expect(documentById(store, 5)).toMatchObject({
    text: 'Said, nowhere, before',
    publishedAt: null,
    symbols: [],
  });
  expect(await importFile(store, file, { as: null, labels: 'sentiment' })).toMatchObject({
    accepted: 0,
    duplicate: 4,
    rejected: 3,
  });
});

test('labels stay as they are but for sentiment written as 0 and 1', async () => {
  const file = temporaryFile(
    'labels.tsv',
    'label\tsentence\n0\tone "text\n1\tanother\n2\ta third\n0\tand more\n',
  );
  const store = temporaryStore();
  await importFile(store, file, plain);
  await importFile(store, file, { as: null, labels: 'sentiment' });
  const values = (scheme: string): string[] =>
    labelledDocuments(store, scheme, null).map(({ value }) => value);
  expect(values('label')).toEqual(['0', '1', '2', '0']);
  expect(values('sentiment')).toEqual(['0', '1', '2', '0']);
});

test('a file that is nothing known, is empty or is not there is refused by name', async () => {
  const store = temporaryStore();
  const unknown = temporaryFile('prices.csv', 'Date,Open,High\n2018-01-01,1,2\n');
  await expect(importFile(store, unknown, plain)).rejects.toThrow(/prices\.csv: not recognised/);
  await expect(importFile(store, temporaryFile('e.csv', '\n'), plain)).rejects.toThrow(
    /e\.csv: the file is empty/,
  );
  await expect(importFile(store, '/nowhere/x.csv', plain)).rejects.toThrow(/x\.csv: there is no such file/);
  await expect(importFile(store, unknown, { as: 'poems', labels: null })).rejects.toThrow(
    /"poems" is not a kind/,
  );
});

const MANY = 60_000;

/** A file of several batches. */
function longFile(): string {
  const lines = Array.from({ length: MANY }, (_, i) =>
    tweet(`text number ${i} ${'and more '.repeat(8)}`, i % 60),
  );
  return stockerBot(...lines);
}

test('a cancelled import keeps and counts what it stored, and the next one completes it', async () => {
  const store = temporaryStore();
  const file = longFile();
  const cancel = new AbortController();
  const options = { ...plain, signal: cancel.signal, onProgress: () => cancel.abort() };
  const part = await importFile(store, file, options);
  expect(part.accepted).toBe(part.records);
  expect(part.accepted).toBeGreaterThan(0);
  expect(part.accepted).toBeLessThan(MANY);
  expect(overview(store)).toMatchObject({ documents: part.accepted, sources: [{ whole: false }] });
  const rest = await importFile(store, file, plain);
  expect(rest).toMatchObject({ records: MANY, accepted: MANY - part.accepted, duplicate: part.accepted });
  expect(overview(store)).toMatchObject({
    documents: MANY,
    sources: [{ accepted: MANY, duplicate: 0, whole: true }],
  });
});

test('a killed import leaves a sound workspace, and the next one completes it', async () => {
  const dir = temporaryFolder();
  const file = longFile();
  const script = `
    import { openStore } from ${JSON.stringify(join(import.meta.dirname, '../store/open.ts'))};
    import { importFile } from ${JSON.stringify(join(import.meta.dirname, 'import.ts'))};
    const onProgress = () => { process.stdout.write('stored'); for (;;); };
    await importFile(openStore(process.argv[1]), process.argv[2], { as: null, labels: null, onProgress });`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script, dir, file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await ended;

  const store = openStore(dir);
  try {
    expect(store.db.pragma('integrity_check', { simple: true })).toBe('ok');
    const { documents, nearDuplicates } = overview(store);
    expect(documents).toBeGreaterThan(0);
    expect(documents).toBeLessThan(MANY);
    // The numbers in the texts are no letters: all of them say the same, and the groups were completed on opening.
    expect(nearDuplicates).toBe(documents - 1);
    const rest = await importFile(store, file, plain);
    expect(rest).toMatchObject({ records: MANY, duplicate: documents, accepted: MANY - documents });
    expect(timeline(store, { symbol: 'GS', query: '"number 59999"', offset: 0, limit: 5 }).total).toBe(1);
  } finally {
    store.close();
  }
});
