import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contextSpecSchema } from '../src-main/context/spec.ts';
import { contextWindows } from '../src-main/context/window.ts';
import { importFile } from '../src-main/ingest/import.ts';
import type { ImportResult } from '../src-main/ingest/types.ts';
import { expectedAmount } from './support/sample.ts';
import { generateSample } from '../scripts/sample/generate.ts';
import { listCompanies } from '../src-main/store/companies.ts';
import { documentsByIds } from '../src-main/store/documents.ts';
import { labelledDocuments } from '../src-main/store/labels.ts';
import { openStore } from '../src-main/store/open.ts';
import type { WritableStore } from '../src-main/store/store.ts';
import { baselines } from '../src-main/baselines/baselines.ts';
import { splitByTime } from '../src-main/training/split.ts';
import { scores } from '../src-main/training/metrics.ts';

const folder = join(import.meta.dirname, '../resources/sample');
const exportFile = join(folder, 'stockerbot-sample.csv');
const labelFile = join(folder, 'sentiment.csv');

test('the committed files are what the generator writes', () => {
  const sample = generateSample();
  expect(sample.export === readFileSync(exportFile, 'utf8')).toBe(true);
  expect(sample.labels === readFileSync(labelFile, 'utf8')).toBe(true);
});

test('another seed tells other stories, and the sizes can be chosen', () => {
  const options = { companies: 3, tweets: 200 };
  const [one, two] = [generateSample({ ...options, seed: 1 }), generateSample({ ...options, seed: 2 })];
  expect(one.export).not.toBe(two.export);
  expect(one.export.trimEnd().split('\n').length).toBe(201);
  expect(() => generateSample({ companies: 25 })).toThrow('not 25');
});

test('the export has the oddities of the real one', () => {
  const records = readFileSync(exportFile, 'utf8').trimEnd().split('\n').slice(1);
  const count = (pattern: RegExp): number => records.filter((record) => pattern.test(record)).length;
  expect(records.length).toBe(3000);
  expect(new Set(records).size).toBe(2994);
  expect(count(/^\d{16,}00,/)).toBe(3000);
  expect(count(/,RT @\w+: /)).toBeGreaterThan(80);
  expect(count(/^\d+,[^,]*…/)).toBeGreaterThan(50);
  expect(count(/&amp;/)).toBeGreaterThan(50);
  expect(count(/"/)).toBeGreaterThan(20);
  expect(count(/https:\/\/t\.co\/\w{10}/)).toBeGreaterThan(1000);
  expect(count(/\p{Extended_Pictographic}/u)).toBeGreaterThan(50);
  expect(count(/,[A-Z]+-[A-Z]+,[^,*]+\*/)).toBeGreaterThan(20);
  expect(count(/,YNQT,Y\*NQT Drinks,/)).toBeGreaterThan(100);
  expect(count(/, Ltd\.,/)).toBeGreaterThan(5);
  expect(count(/\?v=211&t=\w+,/)).toBeGreaterThan(5);
  expect(count(/,ticker, name,/)).toBe(1);
  const times = records.map((record) => Date.parse(/\w{3} \w{3} \d\d [\d:]+ \+0000 \d{4}/.exec(record)![0]));
  expect(times.every((time, at) => at === 0 || times[at - 1]! <= time)).toBe(false);
  const heaviest = Math.max(
    ...Map.groupBy(times, (time) => Math.floor(time / 86_400_000))
      .values()
      .map((day) => day.length),
  );
  expect(heaviest).toBeGreaterThan(records.length / 4);
});

interface Result {
  text: string;
  symbol: string;
  author: string;
  publishedAt: number;
  group: number;
  /** Texts of its window, oldest first. */
  context: string[];
  /** 0 negative, 1 positive */
  label: number;
}

describe('imported', () => {
  const workspace = mkdtempSync(join(tmpdir(), 'contexture-'));
  let store: WritableStore;
  let tweets: ImportResult;
  let labels: ImportResult;
  let results: Result[];

  beforeAll(async () => {
    store = openStore(workspace);
    tweets = await importFile(store, exportFile, { as: null, labels: null });
    labels = await importFile(store, labelFile, { as: null, labels: 'sentiment' });
    results = readResults(store);
  });

  afterAll(() => {
    store.close();
    rmSync(workspace, { recursive: true, force: true });
  });

  test('every record is read and every label finds its one tweet', () => {
    expect(tweets).toMatchObject({ kind: 'stockerbot', records: 3000, duplicate: 6, rejected: 0 });
    expect(listCompanies(store).length).toBe(24);
    const rows = labels.records;
    expect(labels).toMatchObject({ accepted: rows, duplicate: 0, rejected: 0 });
    expect(labels.labels).toMatchObject({ matched: rows, matchedSeveral: 0, documents: rows, conflicts: 0 });
    expect(rows).toBeGreaterThan(1000);
    expect(new Set(results.map(({ group }) => group)).size).toBe(rows);
  });

  test('whoever reads the window knows every answer: it holds one expectation', () => {
    const windows = results.map(({ context }) => context.flatMap((text) => expectedAmount(text) ?? []));
    expect(windows.filter((found) => found.length !== 1)).toEqual([]);
    const wrong = results.filter(
      ({ text, label }, at) =>
        Number(amounts.indexOf(amountOf(text)) > amounts.indexOf(windows[at]![0]!)) !== label,
    );
    expect(wrong).toEqual([]);
  });

  test('as many answers are good as bad, overall and for every amount', () => {
    /** Distance from an even division, in standard deviations of a coin. */
    const tilt = (each: Result[]): number => {
      const positive = each.filter(({ label }) => label === 1).length;
      return Math.abs(positive - each.length / 2) / Math.sqrt(each.length / 4);
    };
    expect(tilt(results)).toBeLessThan(3);
    const byAmount = Map.groupBy(results, ({ text }) => amountOf(text));
    expect(byAmount.size).toBe(8);
    expect(Math.max(...byAmount.values().map(tilt))).toBeLessThan(3);
  });

  test.each<[string, (result: Result) => string]>([
    ['text', ({ text }) => text],
    ['company', ({ symbol }) => symbol],
    ['author', ({ author }) => author],
    ['length', ({ text }) => `letters${text.length} words${text.split(' ').length}`],
    ['hour', ({ publishedAt }) => `hour${new Date(publishedAt).getUTCHours()}`],
  ])('who sees only the %s of earlier results is near chance on the latest fifth', async (_, seen) => {
    // Two standard deviations of a coin thrown 296 times.
    for (const accuracy of await accuraciesOnLatest(results, seen))
      expect(Math.abs(accuracy - 0.5)).toBeLessThan(0.058);
  });

  test('the window without its text tells little: the extremes of the expectations, and no more', async () => {
    // Three amounts at each end are expected that no answer can go below or above: a quarter of all answers.
    for (const accuracy of await accuraciesOnLatest(results, ({ context }) => context.join(' ')))
      expect(accuracy).toBeLessThan(0.75);
  });
});

const amounts =
  'six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );

function amountOf(text: string): string {
  return /(\w+) cents a share/.exec(text)![1]!;
}

function readResults(store: WritableStore): Result[] {
  const labelled = labelledDocuments(store, 'sentiment', null);
  const documents = documentsByIds(
    store,
    labelled.map(({ document }) => document),
  );
  const spec = contextSpecSchema.parse({ n: 8, scope: 'company', noNearDuplicates: true });
  const { offsets, items } = contextWindows(
    store,
    labelled.map(({ document }) => document),
    spec,
  );
  const texts = new Map(documentsByIds(store, [...new Set(items)]).map(({ id, text }) => [id, text]));
  return labelled.map(({ group, value }, at) => ({
    text: documents[at]!.text,
    symbol: documents[at]!.symbols.join(),
    author: documents[at]!.author!,
    publishedAt: documents[at]!.publishedAt!,
    group,
    context: [...items.subarray(offsets[at], offsets[at + 1])].map((id) => texts.get(id)!),
    label: Number(value === 'positive'),
  }));
}

/** Accuracy on the latest fifth of naive Bayes and of logistic regression that saw this of the earlier ones. */
async function accuraciesOnLatest(
  results: readonly Result[],
  seen: (result: Result) => string,
): Promise<number[]> {
  const classes = ['negative', 'positive'];
  const split = splitByTime(results, { testShare: 0.2, validShare: 0.1 });
  const at = (part: readonly number[]): Result[] => part.map((index) => results[index]!);
  const latest = at(split.test);
  const predicted = await baselines(
    at([...split.train, ...split.valid]).map((result) => ({ text: seen(result), label: result.label })),
    latest.map(seen),
    classes,
  );
  const truth = latest.map(({ label }) => label);
  return [predicted.naiveBayes, predicted.logisticRegression].map(
    (labels) => scores(truth, labels, classes).accuracy,
  );
}
