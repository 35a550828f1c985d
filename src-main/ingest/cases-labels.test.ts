/** Files of labels in the shapes that Excel, pandas and published data sets give them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryStore } from '../../test/support/workspace.ts';
import { timeline } from '../store/documents.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

const folder = process.env['CONTEXTURE_CASES'] ?? join(import.meta.dirname, '../../../shared/cases');
const absent = !existsSync(folder);

async function read(name: string, reading: ReadingInput = {}) {
  const store = temporaryStore();
  const options = { as: null, labels: null, reading: readingSchema.parse(reading) };
  const result = await importFile(store, join(folder, name), options);
  const labels = Object.fromEntries(
    overview(store).labels.map(({ scheme, value, count }) => [`${scheme} ${value}`, count]),
  );
  return { result, labels, rows: timeline(store, { symbol: null, query: '', offset: 0, limit: 100 }).rows };
}

describe.skipIf(absent)(
  `labels as people have them${absent ? ` (${folder} is not there; set CONTEXTURE_CASES to the folder of cases)` : ''}`,
  () => {
    test('sentences with their label after an at sign', async () => {
      const { labels, rows } = await read('phrasebank-at-label.txt');
      expect(labels).toEqual({ 'label negative': 12, 'label neutral': 12, 'label positive': 12 });
      expect(rows).toHaveLength(36);
      expect(rows.filter(({ text }) => text.includes('@'))).toEqual([]);
    });

    test('a day and a text are no label', async () => {
      const { labels, rows } = await read('two-columns-date-news.csv');
      expect(labels).toEqual({});
      const days = rows
        .map(({ publishedAt }) => new Date(publishedAt!).toISOString().slice(0, 10))
        .toSorted();
      expect([days.length, days[0], days.at(-1)]).toEqual([36, '2016-01-01', '2016-01-18']);
    });

    test('a polarity of each text is no class until bins make classes of it', async () => {
      await expect(read('labels-float-polarity.csv')).rejects.toMatchObject({
        kind: 'input',
        message: expect.stringMatching(
          /its column "sentiment" has 35 different values in 36 texts \("-0\.5813" in line 2/,
        ),
        remedies: [
          { setting: 'bins', values: ['-0.05,0.05'] },
          { setting: 'columns', values: ['label='] },
        ],
      });
      const { labels } = await read('labels-float-polarity.csv', { bins: [-0.05, 0.05] });
      // By awk: below -0.05, from there to below 0.05, and from 0.05 on.
      expect(labels).toEqual({ 'sentiment negative': 16, 'sentiment neutral': 3, 'sentiment positive': 17 });
      expect((await read('labels-float-polarity.csv', { columns: { label: [] } })).labels).toEqual({});
    });

    test('0.0 and 1.0 are 0 and 1', async () => {
      const { labels } = await read('labels-zero-one-float.csv');
      expect(labels).toEqual({ 'sentiment negative': 12, 'sentiment positive': 12 });
    });

    test('nan, null and the like are no label', async () => {
      const { result, labels } = await read('labels-nan.csv');
      expect(labels).toEqual({ 'sentiment negative': 9, 'sentiment neutral': 9, 'sentiment positive': 12 });
      expect(result).toMatchObject({ records: 36, accepted: 30, rejected: 6, rejects: { label: 6 } });
    });
  },
);
