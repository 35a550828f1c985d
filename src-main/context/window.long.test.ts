import { describe, expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { temporaryStore } from '../../test/support/workspace.ts';
import { importFile } from '../ingest/import.ts';
import { bulk, plainWindow, single, type Text } from './plain-window.testing.ts';
import { contextSpecSchema, defaultContextSpec } from './spec.ts';
import { contextWindows } from './window.ts';

const EXPORT = 'stockerbot-export.csv';
const exported = dataFile(EXPORT);

describe.skipIf(exported === null)(
  `the StockerBot export${exported === null ? ` (${missing(EXPORT)})` : ''}`,
  () => {
    test('its windows are what the plain rule says, and as full as the file has earlier tweets', async () => {
      const store = temporaryStore();
      await importFile(store, exported!, { as: null, labels: null });
      const companies = Map.groupBy(
        store.db.prepare<[], [number, number]>('SELECT document_id, company_id FROM mention').raw().all(),
        ([document]) => document,
      );
      const texts = store.db
        .prepare<[], [number, number, string, number, number, number]>(
          'SELECT id, published_at, author, retweet, verified, near_duplicate_group FROM document',
        )
        .raw()
        .all()
        .map(([id, at, author, retweet, verified, group]): Text => ({
          id,
          at,
          author,
          companies: (companies.get(id) ?? []).map(([, company]) => company),
          retweet: retweet === 1,
          verified: verified === 1,
          group,
        }));
      // Every 397th text, and a part of those that mention several companies.
      const inputs = texts.filter((text, i) => i % 397 === 0 || (text.companies.length > 1 && i % 7 === 0));
      for (const spec of [
        defaultContextSpec,
        contextSpecSchema.parse({
          n: 32,
          noRetweets: true,
          noNearDuplicates: false,
          maxAgeMs: 6 * 3_600_000,
        }),
        contextSpecSchema.parse({ scope: 'author' }),
        contextSpecSchema.parse({ scope: 'market', verifiedOnly: true }),
      ]) {
        const expected = inputs.map((text) => plainWindow(texts, text, spec));
        expect(bulk(store, inputs, spec)).toEqual(expected);
        expect(inputs.slice(0, 50).map((text) => single(store, text, spec))).toEqual(expected.slice(0, 50));
      }

      // Measured on the file itself: this many of a hundred have n earlier tweets of their ticker.
      const all = texts.map(({ id }) => id);
      for (const [n, percent] of [
        [8, 88],
        [16, 75],
        [32, 52],
      ] as const) {
        const { offsets } = contextWindows(
          store,
          all,
          contextSpecSchema.parse({ n, noNearDuplicates: false }),
        );
        const full = all.filter((_, i) => offsets[i]! + n === offsets[i + 1]).length;
        expect(Math.round((100 * full) / all.length)).toBe(percent);
      }
    });
  },
);
