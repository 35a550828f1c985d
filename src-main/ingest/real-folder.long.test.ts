import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { overview } from '../store/overview.ts';
import { pricedTickers, prices } from '../store/prices.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ImportResult } from './types.ts';

/** Kinds, and records as Python's csv module counts them; the export's and SST-2's, where quotes are text, are lines. */
const FILES = [
  ['stockerbot-export.csv', 'stockerbot', 28_874],
  ['stockerbot-labelled-train.csv', 'labels', 3104],
  ['stockerbot-labelled-valid.csv', 'labels', 1036],
  ['sentiment-train.csv', 'labels', 9543],
  ['topic-train.csv', 'labels', 16_990],
  ['stockemotions-train.csv', 'texts', 8000],
  ['stockemotions-valid.csv', 'texts', 1000],
  ['ag-titles-10k.csv', 'labels', 10_000],
  ['sst2-train.tsv', 'labels', 67_349],
  ['sst2-dev.tsv', 'labels', 872],
  ['prices-2018.csv', 'prices', 125_695],
  ['spy-daily.csv', 'prices', 2517],
  ['sectors-2018.csv', 'companies', 505],
  ['stocks_cleaned.csv', 'companies', 583],
] as const;
/** Nothing but the name of its file says which ticker the prices of SPY are of, and no other file knows that ticker. */
const optionsOf = (name: string) => ({
  as: null,
  labels: null,
  reading: readingSchema.parse(name === 'spy-daily.csv' ? { ticker: 'SPY' } : {}),
});
const absent = FILES.map(([name]) => name).find((name) => dataFile(name) === null);

describe.skipIf(absent !== undefined)(
  `every file of the folder${absent === undefined ? '' : ` (${missing(absent)})`}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'contexture-'));
    const results = new Map<string, ImportResult>();
    let store: WritableStore;

    beforeAll(async () => {
      store = openStore(folder);
      for (const [name] of FILES) {
        results.set(name, await importFile(store, dataFile(name)!, optionsOf(name)));
      }
    });

    afterAll(() => {
      store.close();
      rmSync(folder, { recursive: true });
    });

    test.each(FILES)('%s is recognised as %s, and its %i records are counted', (name, kind, records) => {
      const result = results.get(name)!;
      expect(result).toMatchObject({ kind, records, encoding: 'utf-8' });
      expect(result.accepted + result.duplicate + result.rejected).toBe(records);
    });

    test.each([
      ['stockemotions-train.csv', 8000],
      ['stockemotions-valid.csv', 1000],
      ['prices-2018.csv', 125_695],
      ['spy-daily.csv', 2517],
      ['sectors-2018.csv', 505],
    ])('all records of %s are taken', (name, records) => {
      expect(results.get(name)).toMatchObject({ accepted: records, duplicate: 0, rejected: 0 });
    });

    test('importing them again adds nothing', async () => {
      const before = overview(store);
      for (const [name] of FILES.slice(5).filter(([, , records]) => records <= 10_000)) {
        const again = await importFile(store, dataFile(name)!, optionsOf(name));
        const { rejected } = results.get(name)!;
        expect([name, again.accepted, again.rejected]).toEqual([name, 0, rejected]);
      }
      const { documents, labels, prices: stored, rejects } = overview(store);
      expect({ documents, labels, prices: stored, rejects }).toEqual({
        documents: before.documents,
        labels: before.labels,
        prices: before.prices,
        rejects: before.rejects,
      });
    });

    test('StockEmotions: two schemes, tickers, and days that end', () => {
      const count = (scheme: string, value: string): number | undefined =>
        overview(store).labels.find((label) => label.scheme === scheme && label.value === value)?.count;
      // Of train and valid, by Python's csv module.
      expect(count('sentiment', 'bullish')).toBe(4382 + 537);
      expect(count('sentiment', 'bearish')).toBe(3618 + 463);
      expect(count('emotion', 'optimism')).toBe(1299 + 162);
      expect(count('emotion', 'panic')).toBe(240 + 33);
      const first = store.db
        .prepare<[], [number, string]>(
          `SELECT published_at, text FROM document JOIN source_file s ON s.id = source_file
           WHERE s.name = 'stockemotions-train.csv' AND line = 2`,
        )
        .raw()
        .get();
      expect(first).toEqual([Date.UTC(2020, 0, 2) - 1, '$AMZN Dow futures up by 100 points already 🥳']);
      const mentions = store.db
        .prepare<[], number>(
          `SELECT count(*) FROM mention m JOIN company c ON c.id = m.company_id JOIN document d ON d.id = document_id
           JOIN source_file s ON s.id = d.source_file WHERE s.name = 'stockemotions-train.csv' AND symbol = 'TSLA'`,
        )
        .pluck();
      expect(mentions.get()).toBe(3463);
    });

    test('texts of the SST-2 file are whole, and none swallowed another', () => {
      const texts = store.db
        .prepare<[], string>(
          "SELECT text FROM document d JOIN source_file s ON s.id = source_file WHERE s.name = 'sst2-train.tsv'",
        )
        .pluck()
        .all();
      // The longest sentence of the file has 268 letters.
      expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(268);
      expect(texts.filter((text) => /[\t\r\n]/.test(text))).toEqual([]);
    });

    test('prices are those of the files, in the order of their days', () => {
      // 504 tickers of 2018, and SPY, whose file has the newest day first.
      expect(pricedTickers(store)).toHaveLength(505);
      expect(overview(store).prices).toEqual({
        rows: 125_695 + 2517,
        tickers: 505,
        firstDay: '2014-10-06',
        lastDay: '2024-10-04',
      });
      const spy = prices(store, '$spy');
      expect(spy).toHaveLength(2517);
      expect(spy.map(({ day }) => day)).toEqual(spy.map(({ day }) => day).toSorted());
      expect(spy.at(-1)).toEqual({
        day: '2024-10-04',
        open: 572.35,
        high: 573.36,
        low: 568.1,
        close: 572.98,
        adjusted: null,
        volume: 43_005_190,
      });
      expect(prices(store, 'A')[0]).toMatchObject({ day: '2018-01-02', adjusted: 66.84249877929688 });
      // A day without trades.
      expect(prices(store, 'XEL').find(({ day }) => day === '2018-06-08')).toMatchObject({ volume: 0 });
      expect(prices(store, 'nobody')).toEqual([]);
    });
  },
);
