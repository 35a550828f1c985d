import { expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { inspectFile } from './inspect.ts';
import type { ReadingCount } from './types.ts';

const EXPORT = 'stockerbot-export.csv';
const STOCK_EMOTIONS = 'stockemotions-train.csv';

test.skipIf(dataFile(EXPORT) === null)(
  `only reading by the timestamp recovers all records of the export${dataFile(EXPORT) === null ? ` (${missing(EXPORT)})` : ''}`,
  async () => {
    const { kind, readings } = await inspectFile(dataFile(EXPORT)!, null);
    expect(kind).toBe('stockerbot');
    expect(readings[0]).toMatchObject({ chosen: true, recovered: 28_874, records: 28_874 });
    // Twelve records have further commas; quotes that were never meant swallow others.
    const comma = (layout: string): ReadingCount => readings.find((way) => way.layout === layout)!;
    expect(comma('comma, quotes are text')).toMatchObject({ recovered: 28_874 - 12, lost: { line: 731 } });
    expect(comma('comma, quotes enclose fields').recovered).toBeLessThan(28_874 - 12);
  },
);

test.skipIf(dataFile(STOCK_EMOTIONS) === null)(
  `texts with line breaks are lost where quotes are text${dataFile(STOCK_EMOTIONS) === null ? ` (${missing(STOCK_EMOTIONS)})` : ''}`,
  async () => {
    const { columns, readings } = await inspectFile(dataFile(STOCK_EMOTIONS)!, null);
    expect(columns.map(({ name, role }) => [name, role])).toEqual([
      ['id', null],
      ['date', 'time'],
      ['ticker', 'ticker'],
      ['emo_label', 'label'],
      ['senti_label', 'label'],
      ['original', 'text'],
      ['processed', null],
    ]);
    expect(readings[0]).toMatchObject({ chosen: true, recovered: 8000 });
    const bare = readings.find(
      ({ layout, headingLine }) => layout === 'comma, quotes are text' && headingLine === 1,
    )!;
    // 706 of the 8000 texts hold line breaks, by Python's csv module; a part of them may look like a record.
    expect(bare.recovered).toBeLessThan(8000 - 500);
    expect(bare.lost).not.toBeNull();
  },
);
