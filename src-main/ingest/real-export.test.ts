import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { temporaryStore } from '../../test/support/workspace.ts';
import { companyBySymbol, listCompanies } from '../store/companies.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';

const EXPORT = 'stockerbot-export.csv';
const LABELS = 'stockerbot-labelled-train.csv';
const exported = dataFile(EXPORT);
const labelled = dataFile(LABELS);
const plain = { as: null, labels: null };

// Another way to read the file: one greedy pattern a line, the text as long as it can be.
const RECORD =
  /^(\d+),(.*),(\w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}),([^,]*),([^,]*),(.*?),(https?:\/\/.*)?,(True|False)$/;

describe.skipIf(exported === null || labelled === null)(
  `the StockerBot export${exported === null ? ` (${missing(EXPORT)})` : labelled === null ? ` (${missing(LABELS)})` : ''}`,
  () => {
    let records: string[][] = [];

    beforeAll(() => {
      const lines = readFileSync(exported!, 'utf8').split('\n').slice(1, -1);
      records = lines.map((line) => RECORD.exec(line)?.slice(1) ?? []);
    });

    test('every record is read right, and importing it again adds nothing', async () => {
      const store = temporaryStore();
      const result = await importFile(store, exported!, plain);
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

      expect(await importFile(store, exported!, plain)).toMatchObject({
        accepted: 0,
        duplicate: 28_874,
        rejected: 0,
      });
    });

    test('companies, retweets and mentions are those of the file', async () => {
      const store = temporaryStore();
      await importFile(store, exported!, plain);
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
      expect(overview(store).retweets).toBe(records.filter(([, text]) => /^RT @.*:/.test(text!)).length);
    });

    test('every labelled text finds its document', async () => {
      const store = temporaryStore();
      await importFile(store, exported!, plain);
      const before = overview(store).documents;
      const result = await importFile(store, labelled!, { as: null, labels: 'sentiment' });
      expect(result).toMatchObject({ records: 3104, labels: { scheme: 'sentiment', matched: 3104 } });
      expect(result.accepted + result.duplicate + result.rejected).toBe(3104);
      expect(overview(store).documents).toBe(before);
      expect(overview(store).labels.map(({ value, origin }) => [value, origin])).toEqual([
        ['negative', 'import'],
        ['positive', 'import'],
      ]);
    });
  },
);
