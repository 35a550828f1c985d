import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import type { WritableStore } from '../store/store.ts';
import { listRejects } from '../store/rejects.ts';
import { importFile } from './import.ts';

const EXPORT = 'stockerbot-export.csv';
const exported = dataFile(EXPORT);
const plain = { as: null, labels: null };

/** As many records of the export are copied; among them are four whose link has commas, and quotes that never close. */
const RECORDS = 4000;

type Row = [text: string, at: number, author: string, url: string | null, mentions: string];

function stored(store: WritableStore): Row[] {
  return store.db
    .prepare<[], Row>(
      `SELECT text, published_at, author, url,
         (SELECT group_concat(symbol) FROM (SELECT symbol FROM mention JOIN company c ON c.id = company_id
                                            WHERE document_id = document.id ORDER BY symbol))
       FROM document ORDER BY line`,
    )
    .raw()
    .all();
}

describe.skipIf(exported === null)(
  `copies of the StockerBot export${exported === null ? ` (${missing(EXPORT)})` : ''}`,
  () => {
    let heading = '';
    let lines: string[] = [];

    beforeAll(() => {
      [heading = '', ...lines] = readFileSync(exported!, 'utf8')
        .split('\n')
        .slice(0, RECORDS + 1);
    });

    /** What the undamaged records are in the workspace. */
    async function expectedRows(): Promise<Row[]> {
      const store = temporaryStore();
      await importFile(store, temporaryFile('whole.csv', [heading, ...lines, ''].join('\n')), plain);
      return stored(store);
    }

    async function rowsOf(copy: string | Buffer, encoding = 'utf-8'): Promise<Row[]> {
      const store = temporaryStore();
      const result = await importFile(store, temporaryFile('copy.csv', copy), plain);
      expect(result).toMatchObject({ kind: 'stockerbot', records: RECORDS, rejected: 0, encoding });
      return stored(store);
    }

    test('with CRLF and no line end at the end', async () => {
      expect(await rowsOf([heading, ...lines].join('\r\n'))).toEqual(await expectedRows());
    });

    test('with a byte order mark', async () => {
      expect(await rowsOf(`\uFEFF${[heading, ...lines, ''].join('\n')}`)).toEqual(await expectedRows());
    });

    test.each(['utf-16le', 'utf-16be'])('in %s', async (encoding) => {
      const copy = Buffer.from(`\uFEFF${[heading, ...lines, ''].join('\r\n')}`, 'utf16le');
      expect(await rowsOf(encoding === 'utf-16le' ? copy : copy.swap16(), encoding)).toEqual(
        await expectedRows(),
      );
    });

    test('without heading, in 17 columns, with ids like 1.0197E+18 and flags in capitals', async () => {
      const copy = lines.map((line) =>
        line
          .replace(/^\d+/, (id) => `${id[0]}.${id.slice(1, 5)}E+18`)
          .replace(/,(True|False)$/, (flag) => `${flag.toUpperCase()},,,,,,,,,`),
      );
      expect(await rowsOf(copy.join('\n'))).toEqual(await expectedRows());
    });

    test('written anew with quotes', async () => {
      const fields =
        /^(\d+),(.*),(\w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}),([^,]*),([^,]*),(.*?),(https?:\/\/.*)?,(True|False)$/;
      const copy = lines.map((line) =>
        fields
          .exec(line)!
          .slice(1)
          .map((field) => (/[",]/.test(field ?? '') ? `"${field.replaceAll('"', '""')}"` : (field ?? '')))
          .join(','),
      );
      expect(await rowsOf([heading, ...copy, ''].join('\n'))).toEqual(await expectedRows());
    });

    test('with bytes that are not UTF-8 in some lines', async () => {
      const copy = [heading, ...lines].map((line, i) =>
        i === 7 || i === 70 ? Buffer.from(`${line.slice(0, 20)}caf\u00E9 ${line.slice(20)}`, 'latin1') : line,
      );
      const bytes = Buffer.concat(copy.flatMap((line) => [Buffer.from(line), Buffer.from('\n')]));
      const store = temporaryStore();
      const result = await importFile(store, temporaryFile('copy.csv', bytes), plain);
      expect(result).toMatchObject({
        records: RECORDS,
        rejected: 0,
        encoding: 'utf-8, 2 lines windows-1252',
      });
      const expected = await expectedRows();
      const different = stored(store).filter(([text], i) => text !== expected[i]?.[0]);
      expect(different.map(([text]) => /café/.test(text))).toEqual([true, true]);
    });

    test('cut off in a record, and with records that lost their end', async () => {
      const copy = [
        heading,
        ...lines.slice(0, 100),
        ...lines.slice(100, 110).map((line) => line.slice(0, 40)),
      ];
      const bytes = Buffer.from(copy.join('\n'));
      const store = temporaryStore();
      const result = await importFile(store, temporaryFile('copy.csv', bytes), plain);
      expect(result).toMatchObject({ records: 110, accepted: 100, rejected: 10 });
      const { rows } = listRejects(store, { source: null, offset: 0, limit: 100 });
      expect(rows.map(({ line }) => line)).toEqual(Array.from({ length: 10 }, (_, i) => 102 + i));
      for (const { byte, raw, column, kind, message } of rows) {
        expect(bytes.subarray(byte, byte + Buffer.byteLength(raw)).toString()).toBe(raw);
        expect({ column, kind, message }).toEqual({
          column: 'timestamp',
          kind: 'timestamp',
          message: 'the record has no timestamp',
        });
      }
    });
  },
);
