import * as fc from 'fast-check';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { storedDocuments, type StoredDocument } from '../../test/support/stored.ts';
import { temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import type { WritableStore } from '../store/store.ts';
import {
  type DrawnFile,
  type DrawnPrice,
  type DrawnText,
  priceFile,
  sentenceFile,
  stockerbotFile,
  textFile,
} from './drawn-files.testing.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';

interface Outcome {
  /** Stored values that the file does not have. */
  wrong: string[];
  /** Whether every row is stored with all that the file says of it. */
  whole: boolean;
}

/** Imports a file, says what is wrong with what is stored, and clears the workspace for the next. */
async function outcomeOf(store: WritableStore, folder: string, drawn: DrawnFile): Promise<Outcome> {
  const path = join(folder, drawn.name);
  writeFileSync(path, drawn.bytes);
  const reading = readingSchema.safeParse(drawn.reading);
  if (!reading.success) return { wrong: [], whole: false };
  let refused: UserError | null = null;
  try {
    const { records, accepted, duplicate, rejected } = await importFile(store, path, {
      as: null,
      labels: null,
      reading: reading.data,
    });
    expect(accepted + duplicate + rejected).toBe(records);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    refused = error;
  }
  const documents = storedDocuments(store);
  const prices = storedPriceRows(store);
  clear(store);
  if (refused !== null) {
    return {
      wrong: documents.length + prices.length > 0 ? ['something of a refused file'] : [],
      whole: false,
    };
  }
  const rows = new Map(drawn.texts.map((text) => [text.text, text]));
  const days = new Map(drawn.prices.map((price) => [`${price.ticker} ${price.day}`, price]));
  const wrong = [
    ...documents.flatMap((document) => wrongIn(document, rows.get(document.text), drawn.holds)),
    ...prices.flatMap((price) => wrongPrice(price, days.get(`${price.ticker} ${price.day}`))),
  ];
  const isWhole = documents.every((document) => isAll(document, drawn.holds));
  return {
    wrong,
    whole: documents.length === drawn.texts.length && prices.length === drawn.prices.length && isWhole,
  };
}

/** What is not stored is not wrong, but for what has no value for that. */
function wrongIn(stored: StoredDocument, row: DrawnText | undefined, holds: ReadonlySet<string>): string[] {
  if (row === undefined) return [`the text ${JSON.stringify(stored.text)}`];
  const labels = Object.values(stored.labels);
  const tickers = stored.tickers.map((ticker) => ticker.replace('-', '.'));
  const time = stored.at !== null && stored.at !== row.at;
  return [
    ...(time
      ? [`the time ${new Date(stored.at ?? 0).toISOString()} for ${new Date(row.at).toISOString()}`]
      : []),
    ...(stored.author === null || stored.author === row.author ? [] : [`the author ${stored.author}`]),
    ...(tickers.length === 0 || tickers.join() === row.tickers.toSorted().join()
      ? []
      : [`the tickers ${tickers.join()} for ${row.tickers.join()}`]),
    ...(labels.length === 0 || (labels.length === 1 && row.labels.includes(labels[0]!))
      ? []
      : [`the labels ${JSON.stringify(stored.labels)} for ${row.labels.join(' or ')}`]),
    ...(stored.url === null || stored.url === row.url ? [] : [`the link ${stored.url}`]),
    ...(holds.has('verified') && stored.verified !== row.verified ? [`verified: ${stored.verified}`] : []),
  ];
}

function isAll(stored: StoredDocument, holds: ReadonlySet<string>): boolean {
  return (
    (!holds.has('time') || stored.at !== null) &&
    (!holds.has('author') || stored.author !== null) &&
    (!holds.has('ticker') || stored.tickers.length > 0) &&
    (!holds.has('label') || Object.keys(stored.labels).length > 0)
  );
}

function wrongPrice(stored: DrawnPrice, row: DrawnPrice | undefined): string[] {
  if (row === undefined) return [`a price of ${stored.ticker} on ${stored.day}`];
  return (['open', 'high', 'low', 'close', 'volume'] as const).flatMap((field) => {
    const value = stored[field];
    return value === null || Math.abs(value - row[field]) <= 1e-9 * row[field]
      ? []
      : [`${field} ${value} for ${row[field]}`];
  });
}

function storedPriceRows({ db }: WritableStore): DrawnPrice[] {
  return db
    .prepare<[], DrawnPrice>(
      `SELECT symbol AS ticker, day, open, high, low, close, volume FROM price JOIN company c ON c.id = company_id`,
    )
    .all();
}

/** An empty workspace again: to make one takes longer than to import a file. */
function clear({ db }: WritableStore): void {
  const tables = db
    .prepare<[], string>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'document_text%'`,
    )
    .pluck()
    .all()
    .filter((name) => name !== 'state');
  db.pragma('foreign_keys = OFF');
  db.transaction(() => {
    for (const table of tables) db.exec(`DELETE FROM "${table}"`);
    db.exec(`INSERT INTO document_text(document_text) VALUES ('delete-all'); UPDATE state SET value = 0`);
  })();
  db.pragma('foreign_keys = ON');
}

async function inWorkspace(check: (outcome: (drawn: DrawnFile) => Promise<Outcome>) => Promise<void>) {
  const store = temporaryStore();
  // Nothing of it has to survive.
  store.db.pragma('synchronous = OFF');
  const folder = temporaryFolder();
  await check((drawn) => outcomeOf(store, folder, drawn));
}

const kinds = [
  { what: 'texts', files: textFile, count: 200, least: 20 },
  { what: 'StockerBot exports', files: stockerbotFile, count: 100, least: 15 },
  // Whether they are asked about or read is not decided here.
  { what: 'sentences with labels', files: sentenceFile, count: 50, least: 0 },
  { what: 'prices', files: priceFile, count: 100, least: 15 },
];

// A failure prints its seed and the file, made as small as it can be.
test.each(kinds)('$what in drawn shapes are stored right, or not at all', async ({ files, count, least }) => {
  let whole = 0;
  await inWorkspace(async (outcome) => {
    const isRight = fc.asyncProperty(files, async (drawn) => {
      const { wrong, whole: all } = await outcome(drawn);
      if (all) whole++;
      expect({ features: drawn.features, wrong }).toEqual({ features: drawn.features, wrong: [] });
    });
    await fc.assert(isRight, { numRuns: count });
  });
  // They were not all refused.
  expect(whole).toBeGreaterThanOrEqual(least);
});
