import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { companyBySymbol, listCompanies } from '../store/companies.ts';
import { documentById, timeline } from '../store/documents.ts';
import { openStore } from '../store/open.ts';
import type { WritableStore } from '../store/store.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';
import type { ImportResult } from './types.ts';

const EXPORT = 'stockerbot-export.csv';
const NAMES = 'stocks_cleaned.csv';
const SECTORS = 'sectors-2018.csv';
const TRAIN = 'stockerbot-labelled-train.csv';
const VALID = 'stockerbot-labelled-valid.csv';
const absent = [EXPORT, NAMES, SECTORS, TRAIN, VALID].find((name) => dataFile(name) === null);
const exported = dataFile(EXPORT);
const plain = { as: null, labels: null };

// Another way to read the file: one greedy pattern a line, the text as long as it can be.
const RECORD =
  /^(\d+),(.*),(\w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}),([^,]*),([^,]*),(.*?),(https?:\/\/.*)?,(True|False)$/;

describe.skipIf(absent !== undefined)(
  `the StockerBot export${absent === undefined ? '' : ` (${missing(absent)})`}`,
  () => {
    let records: string[][] = [];
    let store: WritableStore;
    let result: ImportResult;
    const folder = mkdtempSync(join(tmpdir(), 'contexture-'));

    beforeAll(async () => {
      store = openStore(folder);
      result = await importFile(store, exported!, plain);
      const lines = readFileSync(exported!, 'utf8').split('\n').slice(1, -1);
      records = lines.map((line) => RECORD.exec(line)?.slice(1) ?? []);
    });

    afterAll(() => {
      store.close();
      rmSync(folder, { recursive: true });
    });

    test('every record is read right', () => {
      expect(result).toMatchObject({
        records: 28_874,
        accepted: 28_873,
        duplicate: 1,
        rejected: 0,
        encoding: 'utf-8',
      });

      const unescape = (text: string): string =>
        text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
      const expected = records.map(([, text, at, author, , , url, verified]) =>
        [unescape(text!), Date.parse(at!), author, url ?? null, verified === 'True' ? 1 : 0].join('\u0001'),
      );
      const stored = store.db
        .prepare<[], unknown[]>('SELECT text, published_at, author, url, verified FROM document')
        .raw()
        .all()
        .map((row) => row.join('\u0001'));
      expect(new Set(expected).size).toBe(28_873);
      expect(stored.sort()).toEqual([...new Set(expected)].sort());
    });

    test('companies, retweets and mentions are those of the file', () => {
      const mentions = records
        .flatMap(([, , , , symbols]) => symbols!.split('-'))
        .filter((s) => s !== 'ticker');
      const counts = Map.groupBy(mentions, (symbol) => symbol);
      const companies = listCompanies(store);
      expect(companies.map(({ symbol, documents }) => `${symbol} ${documents}`).sort()).toEqual(
        [...counts].map(([symbol, all]) => `${symbol} ${all.length}`).sort(),
      );
      // 452 tickers, of which one is a leaked heading.
      expect(companies.length).toBe(451);
      expect(companyBySymbol(store, 'etfc')).toMatchObject({
        name: 'E*TRADE Financial Corporation',
        documents: 52,
      });
      expect(companyBySymbol(store, 'AIG')?.name).toBe('American International Group');
      expect(companyBySymbol(store, 'ticker')).toBeNull();
      const spellings = store.db
        .prepare<[], [string, number]>(
          "SELECT a.name, documents FROM company_alias a JOIN company c ON c.id = company_id WHERE c.symbol = 'HPQ'",
        )
        .raw();
      const ofHpq = records.filter(([, , , , symbol]) => symbol === 'HPQ').map((record) => record[5]!);
      expect(new Map(spellings.all())).toEqual(
        new Map([...Map.groupBy(ofHpq, (name) => name)].map(([name, all]) => [name, all.length])),
      );
      expect(ofHpq).toContain('HP');
      // Twelve symbols of the file have two spellings: `ticker`, and these but for INTC and GOOG, whose other one
      // stands among joined names.
      const twice = store.db
        .prepare<[], string>(
          `SELECT c.symbol FROM company c JOIN company_alias a ON a.company_id = c.id
           GROUP BY c.id HAVING count(*) > 1 ORDER BY c.symbol`,
        )
        .pluck();
      expect(twice.all().join(' ')).toBe('AIG CBS EBAY ENDP GOOG GOOGL HPQ HRS INTC JD MGM NTRS TWX');
    });

    test('lines with commas in the link are whole, and retweets are counted', () => {
      const { db } = store;
      const odd = db
        .prepare<[], [number, string]>("SELECT line, url FROM document WHERE url LIKE '%,%' ORDER BY line")
        .raw()
        .all();
      expect(odd).toHaveLength(12);
      expect(odd.map(([line]) => line).slice(0, 4)).toEqual([731, 2836, 3058, 3113]);
      const screener = 'https://elite.finviz.com/screener.ashx?v=211&t=ATUS,AVEO,PAH,LC,OPK,IMMR';
      expect(odd[0]?.[1]).toBe(screener);
      // Of the retweets, seven stand among the twelve; ordinary ways to read the file lose them.
      const retweets = db.prepare<[string], number>(
        `SELECT count(*) FROM document WHERE retweet = 1 AND coalesce(url, '') NOT LIKE ?`,
      );
      expect(retweets.pluck().get('%,%')).toBe(4567);
      expect(overview(store).retweets).toBe(4567 + 7);
      expect(records.filter(([, text]) => /^RT @.*?:/.test(text!)).length).toBe(4567 + 7);
    });

    test.each([
      ['FB', 'GOOGL', 'GOOG'],
      ['INTC', 'USB'],
      ['AMZN', 'GPS'],
    ])('%s, %s: joined tickers are companies of their own', (...symbols) => {
      const joined = symbols.join('-');
      const index = records.findIndex((record) => record[4] === joined);
      const line = store.db.prepare<[number], number>('SELECT id FROM document WHERE line = ?').pluck();
      // The heading is line 1.
      expect(documentById(store, line.get(index + 2) ?? 0)?.symbols).toEqual([...symbols].sort());
      expect(companyBySymbol(store, joined)).toBeNull();
    });

    test('tweets under the leaked heading are kept, without a company', () => {
      for (const query of ['"Lakers guard Hart named summer league"', '"search is crypto chatter"']) {
        const { rows } = timeline(store, { symbol: null, query, offset: 0, limit: 10 });
        expect(rows.map(({ symbols }) => symbols)).toContainEqual([]);
      }
    });

    test('importing it again adds nothing', async () => {
      const before = overview(store);
      expect(await importFile(store, exported!, plain)).toMatchObject({
        records: 28_874,
        accepted: 0,
        duplicate: 28_874,
        rejected: 0,
      });
      const { documents, companies, retweets, nearDuplicates, rejects } = overview(store);
      expect(before).toMatchObject({ documents, companies, retweets, nearDuplicates, rejects });
    });

    test('lists of companies name them and give them sectors', async () => {
      expect(await importFile(store, dataFile(NAMES)!, plain)).toMatchObject({
        kind: 'companies',
        records: 583,
        rejected: 0,
      });
      expect(await importFile(store, dataFile(SECTORS)!, plain)).toMatchObject({
        records: 505,
        accepted: 505,
        rejected: 0,
      });
      expect(listCompanies(store).filter(({ sector }) => sector !== null)).toHaveLength(363);
      expect(companyBySymbol(store, 'MMM')).toMatchObject({ name: '3M Company', sector: 'Industrials' });
    });

    test.each([
      [TRAIN, 3104, 3104],
      // One row of this one has no text.
      [VALID, 1036, 1035],
    ])('every text of %s finds its document', async (name, rows, matched) => {
      const before = overview(store).documents;
      const labelling = await importFile(store, dataFile(name)!, { as: null, labels: 'sentiment' });
      expect(labelling).toMatchObject({ records: rows, labels: { scheme: 'sentiment', matched } });
      expect(labelling.accepted + labelling.duplicate + labelling.rejected).toBe(rows);
      expect(overview(store).documents).toBe(before);
      expect(overview(store).labels.map(({ value, origin }) => [value, origin])).toEqual([
        ['negative', 'import'],
        ['positive', 'import'],
      ]);
    });
  },
);
