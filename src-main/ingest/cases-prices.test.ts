import { describe, expect, test } from 'vitest';
import { caseFile, missingCase } from '../../test/support/cases.ts';
import { temporaryStore } from '../../test/support/workspace.ts';
import { listCompanies, mentionedTickers } from '../store/companies.ts';
import { pricedTickers, prices } from '../store/prices.ts';
import type { WritableStore } from '../store/store.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';
import type { ImportResult } from './types.ts';

function importCase(store: WritableStore, name: string, reading: ReadingInput = {}): Promise<ImportResult> {
  return importFile(store, caseFile(name)!, {
    as: null,
    labels: null,
    reading: readingSchema.parse(reading),
  });
}

/** Ticker, days, first and last day, lowest and highest close. */
function summary(store: WritableStore) {
  return pricedTickers(store).map(({ symbol, days, firstDay, lastDay }) => {
    const closes = prices(store, symbol).map(({ close }) => close);
    return [symbol, days, firstDay, lastDay, Math.min(...closes), Math.max(...closes)];
  });
}

const JUNE = ['2020-06-01', '2020-06-12'] as const;

const absent = [
  'BRK-B.csv',
  'all_stocks_5yr.csv',
  'ACME-decimal-comma-3.csv',
  'ACME-decimal-comma-2.csv',
  'yfinance-one-ticker.csv',
  'yfinance-two-tickers.csv',
  'ACME Historical Data.csv',
  'prices-adjusted-one-ulp.csv',
  'tickers-caret-colon.csv',
  'tickers-python-list.csv',
].find((name) => caseFile(name) === null);

describe.skipIf(absent !== undefined)(
  `prices and tickers in the shapes that people have${absent === undefined ? '' : ` (${missingCase(absent)})`}`,
  () => {
    test('BRK-B.csv: a class of shares is part of the ticker', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'BRK-B.csv')).toMatchObject({ accepted: 12, rejected: 0 });
      expect(summary(store)).toEqual([['BRK-B', 12, ...JUNE, 101, 112]]);
    });

    test('all_stocks_5yr.csv: a column called Name holds the tickers', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'all_stocks_5yr.csv')).toMatchObject({ accepted: 36, rejected: 0 });
      expect(summary(store)).toEqual([
        ['AAL', 12, ...JUNE, 16, 27],
        ['AAPL', 12, ...JUNE, 61, 72],
        ['ALL', 12, ...JUNE, 91, 102],
      ]);
    });

    test('ACME-decimal-comma-3.csv: a comma that can be either is asked about', async () => {
      const store = temporaryStore();
      await expect(importCase(store, 'ACME-decimal-comma-3.csv')).rejects.toMatchObject({
        kind: 'input',
        message: expect.stringMatching(
          /in numbers such as "1,105" the comma can mark decimals or thousands\.$/,
        ),
        remedies: [{ setting: 'decimal', values: ['point', 'comma'] }],
      });
      expect(summary(store)).toEqual([]);
      await importCase(store, 'ACME-decimal-comma-3.csv', { decimal: 'comma' });
      expect(summary(store)).toEqual([['ACME', 12, ...JUNE, 1.205, 1.315]]);
    });

    test('ACME-decimal-comma-2.csv: two decimals decide', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'ACME-decimal-comma-2.csv')).toMatchObject({
        accepted: 14,
        rejected: 0,
      });
      expect(summary(store)).toEqual([['ACME', 14, '2020-06-01', '2020-06-14', 121.75, 134.75]]);
    });

    test('yfinance-one-ticker.csv: the heading names the ticker', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'yfinance-one-ticker.csv')).toMatchObject({ records: 12, accepted: 12 });
      expect(summary(store)).toEqual([['ACME', 12, ...JUNE, 251, 262]]);
    });

    test('yfinance-two-tickers.csv: each ticker has its own columns', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'yfinance-two-tickers.csv')).toMatchObject({
        records: 24,
        accepted: 24,
      });
      expect(summary(store)).toEqual([
        ['ACME', 12, ...JUNE, 251, 262],
        ['BOLT', 12, ...JUNE, 21, 32],
      ]);
    });

    test('ACME Historical Data.csv: prices as Investing.com writes them', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'ACME Historical Data.csv')).toMatchObject({
        accepted: 20,
        rejected: 0,
      });
      expect(summary(store)).toEqual([['ACME', 20, '2021-03-12', '2021-03-31', 1201.25, 1220.25]]);
      const volumes = prices(store, 'ACME').map(({ volume }) => volume);
      expect([Math.min(...volumes.map(Number)), Math.max(...volumes.map(Number))]).toEqual([
        1_500_000, 1_690_000,
      ]);
    });

    test('prices-adjusted-one-ulp.csv: a rounding is no contradiction', async () => {
      expect(await importCase(temporaryStore(), 'prices-adjusted-one-ulp.csv')).toMatchObject({
        accepted: 40,
        rejected: 0,
      });
    });

    test('tickers-caret-colon.csv: tickers of indexes, exchanges and currencies', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'tickers-caret-colon.csv')).toMatchObject({ accepted: 36, rejected: 0 });
      expect(new Set(mentionedTickers(store))).toEqual(
        new Set(['^DJI', 'ABX:CA', 'NASDAQ:ACME', 'BRK.B', 'BF-B', '6758.T', 'BTC-USD', 'EURUSD=X', 'acme']),
      );
    });

    test('tickers-python-list.csv: a list of Python holds several tickers', async () => {
      const store = temporaryStore();
      expect(await importCase(store, 'tickers-python-list.csv')).toMatchObject({ accepted: 36, rejected: 0 });
      expect(mentionedTickers(store)).toEqual(['ACME', 'BOLT', 'CRUX', 'DYNE', 'EMBR']);
      expect(listCompanies(store).reduce((sum, { documents }) => sum + documents, 0)).toBe(72);
    });
  },
);
