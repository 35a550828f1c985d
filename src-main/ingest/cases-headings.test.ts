import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies } from '../store/companies.ts';
import type { WritableStore } from '../store/store.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';
import type { ImportResult } from './types.ts';

const folder = process.env['CONTEXTURE_CASES'] ?? join(import.meta.dirname, '../../../shared/cases');
const found = existsSync(folder);
const skipped = found ? '' : ` (${folder} is missing; set CONTEXTURE_CASES to the folder that has them)`;

/** The companies of all files, in alphabetical order. */
const COMPANIES = ['Acme Corp', 'Bolt Inc', 'Crux Ltd', 'Dyne Group'];

async function read(name: string, reading: ReadingInput = {}, store: WritableStore = temporaryStore()) {
  const options = { as: null, labels: null, reading: readingSchema.parse(reading) };
  return { store, result: await importFile(store, join(folder, name), options) };
}

function count(store: WritableStore, sql: string): number {
  return store.db.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get() ?? 0;
}

function expectAll(result: ImportResult): void {
  expect(result).toMatchObject({ records: 36, accepted: 36, duplicate: 0, rejected: 0 });
}

function expectTimes(store: WritableStore): void {
  const times = store.db
    .prepare<[], [number, number]>('SELECT min(published_at), max(published_at) FROM document')
    .raw()
    .get();
  expect(times).toEqual([Date.UTC(2018, 6, 9, 8), Date.UTC(2018, 6, 10, 5, 35)]);
}

describe.skipIf(!found)(`files with headings of their own${skipped}`, () => {
  test('an export with cleaned texts and labels keeps its texts, links and verified accounts', async () => {
    const { store, result } = await read('stockerbot-clean_text-label-0-1-2.csv');
    expectAll(result);
    expectTimes(store);
    expect(count(store, 'document WHERE verified = 1')).toBe(6);
    expect(count(store, "document WHERE url NOT GLOB 'https://news.example/[0-9]*' OR url GLOB '*,*'")).toBe(
      0,
    );
    expect(count(store, "document WHERE text LIKE '%, they said, twice'")).toBe(12);
    expect(count(store, 'mention')).toBe(36);
    for (const label of ['0', '1', '2']) expect(count(store, `label WHERE value = '${label}'`)).toBe(12);
  });

  test('a row index of pandas is not taken for the id', async () => {
    const { store, result } = await read('stockerbot-pandas-index.csv');
    expectAll(result);
    expectTimes(store);
    expect(count(store, "document WHERE text GLOB '$*'")).toBe(36);
    expect(count(store, 'document WHERE verified = 1')).toBe(6);
  });

  test('an export between semicolons is the same as its original', async () => {
    const { store, result } = await read('stockerbot-semicolon.csv');
    expectAll(result);
    const again = await read('stockerbot-semicolon.original.csv', {}, store);
    expect(again.result).toMatchObject({ records: 36, accepted: 0, duplicate: 36, rejected: 0 });
    expect(count(store, 'document')).toBe(36);
    expect(count(store, 'document WHERE verified = 1')).toBe(6);
    expect(count(store, 'document WHERE author IS NOT NULL')).toBe(36);
    expect(
      listCompanies(store)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(COMPANIES);
  });

  test('times of Twitter do not make a file with another heading an export', async () => {
    const { store, result } = await read('tweets-id-created_at-text-user.csv');
    expectAll(result);
    expectTimes(store);
    expect(result).toMatchObject({ kind: 'texts', unusedColumns: ['id'] });
    expect(count(store, "document WHERE author GLOB 'desk[0-4]'")).toBe(36);
  });

  test('a writer, a post date and a ticker symbol are known', async () => {
    const { store, result } = await read('names-post_date-writer-ticker_symbol.csv');
    expectAll(result);
    expectTimes(store);
    expect(result.unusedColumns).toEqual(['tweet_id', 'like_num']);
    expect(count(store, 'mention')).toBe(36);
    expect(count(store, "document WHERE author GLOB 'desk[0-4]'")).toBe(36);
  });

  test('a stock name is a ticker beside the name of a company', async () => {
    const { store, result } = await read('names-stock-name.csv');
    expectAll(result);
    expectTimes(store);
    expect(count(store, 'mention')).toBe(36);
    expect(
      listCompanies(store)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(COMPANIES);
  });

  test.each<ReadingInput>([{}, { columns: { time: ['Date', 'Time'] } }, { columns: { time: ['1', '2'] } }])(
    'a day and a time in two columns are one time, with the reading %j',
    async (reading) => {
      const { store, result } = await read('date-and-time-columns.csv', reading);
      expect(result).toMatchObject({ accepted: 36, rejected: 0 });
      expectTimes(store);
    },
  );

  test('days beside news are no labels', async () => {
    const { store, result } = await read('two-columns-date-news.csv');
    expectAll(result);
    expect(count(store, 'label')).toBe(0);
    const days = store.db
      .prepare<[], string>("SELECT DISTINCT date(published_at / 1000, 'unixepoch') FROM document ORDER BY 1")
      .pluck()
      .all();
    expect([days[0], days.at(-1), days.length]).toEqual(['2016-01-01', '2016-01-18', 18]);
  });
});
