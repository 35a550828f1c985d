import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import { caseFile, missingCase } from '../../test/support/data.ts';
import { counted, storedDocuments, storedPrices } from '../../test/support/stored.ts';
import { temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { overview } from '../store/overview.ts';
import type { WritableStore } from '../store/store.ts';
import { type Case, cases, type Seen } from './cases.testing.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readingSchema } from './reading.ts';
import type { ImportResult } from './types.ts';

const nameOf = ({ name, file }: Case) => name ?? file;
const absent = cases.map(({ file }) => file).find((file) => caseFile(file) === null);
const skipped = absent === undefined ? '' : ` (${missingCase(absent)})`;

function seenOf(store: WritableStore, result: ImportResult): Seen {
  const documents = storedDocuments(store);
  const tickers = documents.flatMap((document) => document.tickers);
  const at = documents.flatMap((document) => (document.at === null ? [] : [document.at]));
  const iso = (times: number[], of: (...values: number[]) => number) =>
    times.length === 0 ? null : new Date(of(...times)).toISOString();
  const number = (sql: string) => store.db.prepare<[], number>(sql).pluck().get() ?? 0;
  return {
    accepted: result.accepted,
    duplicate: result.duplicate,
    rejected: result.rejected,
    documents: documents.length,
    first: iso(at, Math.min),
    last: iso(at, Math.max),
    timed: at.length,
    authored: documents.filter(({ author }) => author !== null).length,
    verified: documents.filter(({ verified }) => verified).length,
    authors: counted(documents.map(({ author }) => author)),
    tickers: counted(tickers),
    mentions: tickers.length,
    labels: counted(documents.flatMap(({ labels }) => Object.values(labels))),
    names: number(
      'SELECT count(*) FROM company WHERE name IS NOT NULL OR id IN (SELECT company_id FROM company_alias)',
    ),
    links: documents.flatMap(({ url }) => (url === null ? [] : [url])),
    prices: Object.fromEntries(
      Object.entries(storedPrices(store)).map(([ticker, { rows, min, max, first: from, last: to }]) => [
        ticker,
        [rows, min, max, from, to],
      ]),
    ),
    volumes: [number('SELECT min(volume) FROM price'), number('SELECT max(volume) FROM price')],
    texts: documents.map(({ text }) => text),
    notes: result.notes,
  };
}

async function imported(store: WritableStore, file: string, reading: object): Promise<ImportResult> {
  return importFile(store, caseFile(file)!, {
    as: null,
    labels: null,
    reading: readingSchema.parse(reading),
  });
}

/** What is wrong with what becomes of a file; empty: nothing. */
async function mistakes(of: Case): Promise<string[]> {
  const store = temporaryStore();
  for (const file of of.after ?? []) await imported(store, file, {});
  const plain = await attempt(store, of, of.reading ?? {});
  if (!(plain instanceof UserError)) return differences(of, seenOf(store, plain), of.check);
  if (!of.orAsked) return [`it is refused: ${plain.message}`];
  const wrong = await wrongQuestion(of, plain);
  if (wrong !== null || of.answers === undefined) return wrong === null ? [] : [wrong];
  const answered = await attempt(store, of, of.answers);
  if (answered instanceof UserError) return [`its answers are refused: ${answered.message}`];
  // A check is of the notes about what was assumed; with the answers nothing is.
  return differences(of, seenOf(store, answered));
}

/** @throws where a file is refused although something of it is stored */
async function attempt(store: WritableStore, { file }: Case, reading: object) {
  const content = () => {
    const { documents, prices, labels } = overview(store);
    return { documents, prices, labels };
  };
  const before = content();
  try {
    return await imported(store, file, reading);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(content()).toEqual(before);
    return error;
  }
}

/** What is wrong with a question about a file, or null: it has a remedy, and the preview asks the same. */
async function wrongQuestion({ file, reading }: Case, error: UserError): Promise<string | null> {
  if (error.kind !== 'input') return `it is refused as a wrong use: ${error.message}`;
  if (error.remedies.length === 0) return `it is refused without a remedy: ${error.message}`;
  const preview = await inspectFile(caseFile(file)!, null, readingSchema.parse(reading ?? {}));
  return isDeepStrictEqual(preview.remedies, error.remedies)
    ? null
    : `the preview asks "${preview.problem}", not "${error.message}"`;
}

function differences({ expected }: Case, seen: Seen, check: Case['check'] = () => []): string[] {
  const stated = new Map(Object.entries(seen));
  const wrong = Object.entries(expected).filter(
    ([field, value]) => !isDeepStrictEqual(stated.get(field), value),
  );
  return [
    ...wrong.map(
      ([field, value]) => `${field}: ${JSON.stringify(stated.get(field))}, not ${JSON.stringify(value)}`,
    ),
    ...check(seen),
  ];
}

const known = cases.map((of) => ({ ...of, title: nameOf(of) }));

test.skipIf(absent !== undefined).each(known)(`$title is read as it is meant${skipped}`, async (of) => {
  expect(await mistakes(of)).toEqual([]);
});

test('every case has a title of its own', () => {
  expect(new Set(known.map(({ title }) => title)).size).toBe(cases.length);
});
