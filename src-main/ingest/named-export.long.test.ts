import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { dataFile, missing } from '../../test/support/data.ts';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import type { WritableStore } from '../store/store.ts';
import { importFile } from './import.ts';
import type { ImportResult } from './types.ts';

const EXPORT = 'stockerbot-export.csv';
const exported = dataFile(EXPORT);
const plain = { as: null, labels: null };

// Another way to read the file: one greedy pattern a line, the text as long as it can be.
const RECORD =
  /^(\d+),(.*),(\w{3} \w{3} \d\d \d\d:\d\d:\d\d \+0000 \d{4}),([^,]*),([^,]*),(.*?),(https?:\/\/.*)?,(True|False)$/;
const NAMES = ['id', 'text', 'timestamp', 'source', 'symbols', 'company_names', 'url', 'verified'];

/** Each document with its mentions, and each name of a company with the number of its documents. */
function stored(store: WritableStore): unknown[][] {
  const documents = store.db
    .prepare<[], unknown[]>(
      `SELECT text, published_at, author, url, verified,
         (SELECT group_concat(symbol) FROM (SELECT symbol FROM mention JOIN company c ON c.id = company_id
                                            WHERE document_id = document.id ORDER BY symbol))
       FROM document ORDER BY published_at, author, text`,
    )
    .raw();
  const names = store.db
    .prepare<[], unknown[]>(
      `SELECT c.symbol, a.name, a.documents FROM company_alias a JOIN company c ON c.id = company_id
       ORDER BY c.symbol, a.name`,
    )
    .raw();
  return [...documents.all(), ...names.all()];
}

/** A document without its mentions, or a name of a company without the number of its documents. */
function documentOf(row: unknown[]): string {
  return row.slice(0, row.length === 3 ? 2 : 5).join('\u0001');
}

/** As pandas writes a field. */
const minimal =
  (delimiter: string) =>
  (field: string): string =>
    field.includes(delimiter) || /["\n\r]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
const inQuotes = (field: string): string => `"${field.replaceAll('"', '""')}"`;
const asIs = (field: string): string => field;

/** Writes columns of the export, and others; a column is a name and the field of a record. */
function written(
  columns: readonly [name: string, field: (record: readonly string[], i: number) => string][],
  records: readonly (readonly string[])[],
  { delimiter = ',', quote = asIs }: { delimiter?: string; quote?: (field: string) => string } = {},
): string {
  const lines = [
    columns.map(([name]) => quote(name)).join(delimiter),
    ...records.map((record, i) => columns.map(([, field]) => quote(field(record, i))).join(delimiter)),
  ];
  return `${lines.join('\n')}\n`;
}

const own = NAMES.map((name, at): [string, (record: readonly string[]) => string] => [
  name,
  (record) => record[at]!,
]);
const index: [string, (record: readonly string[], i: number) => string] = ['', (_record, i) => String(i)];
const label: [string, (record: readonly string[]) => string] = [
  'label',
  ([, text]) => String(text!.length % 2),
];
const bare: [string, (record: readonly string[]) => string] = [
  'clean_text',
  ([, text]) => text!.replaceAll(/https?:\S+|[$#@"]/g, '').toLowerCase(),
];

/** Among so many first records are all whose names or links have commas. */
const SOME = 5000;

describe.skipIf(exported === null)(
  `the StockerBot export with a heading of its own${exported === null ? ` (${missing(EXPORT)})` : ''}`,
  () => {
    let records: string[][] = [];
    let some: string[][] = [];
    let kept: unknown[][] | null = null;

    beforeAll(() => {
      const lines = readFileSync(exported!, 'utf8').split('\n').slice(1, -1);
      records = lines.map((line) => {
        const [, ...fields] = RECORD.exec(line) ?? [];
        return fields.map((field) => field ?? '');
      });
      // The texts of the export have no commas, but those of its neighbours do.
      some = records
        .slice(0, SOME)
        .map(([id, text, ...others], i) => [
          id!,
          i % 3 === 0 ? text!.replaceAll(/(\w) (?=\w)/g, i % 2 === 0 ? '$1, ' : '$1; ') : text!,
          ...others,
        ]);
    });

    async function imported(
      content: string | Buffer,
    ): Promise<{ store: WritableStore; result: ImportResult }> {
      const store = temporaryStore();
      const result = await importFile(store, temporaryFile('tweets.csv', content), plain);
      return { store, result };
    }

    /** What records are in the workspace if they are imported as they stand in the export. */
    async function original(of: string[][]): Promise<unknown[][]> {
      const { store, result } = await imported(written(own, of));
      expect(result.why).toBe('its heading is that of a StockerBot export');
      return stored(store);
    }

    /** What is in the workspace of whoever imports some of them as they stand in the export. */
    async function usual(): Promise<unknown[][]> {
      return (kept ??= await original(some));
    }

    test('a label behind each line, without quotes, is a label and nothing else', async () => {
      const { store, result } = await imported(written([...own, label], records));
      expect(result).toMatchObject({ records: 28_874, accepted: 28_873, duplicate: 1, rejected: 0 });
      const rows = stored(store);
      expect(rows.filter((row) => row.length > 3 && row[4] === 1).length).toBe(365);
      expect(rows).toEqual(await original(records));
      const labels = store.db
        .prepare<[], string>('SELECT value FROM label JOIN document d ON d.id = document_id ORDER BY d.line')
        .pluck();
      const first = new Map(records.map((record) => [record.slice(1, 4).join(), label[1](record)]));
      expect(labels.all()).toEqual([...first.values()]);
    });

    test.each([
      ['a label first', [label, ...own]],
      ['a label behind the text', [own[0]!, own[1]!, label, ...own.slice(2)]],
      ['a label behind the id', [own[0]!, label, ...own.slice(1)]],
      ['a label between the symbols and the names', [...own.slice(0, 5), label, ...own.slice(5)]],
      ['a row index', [index, ...own]],
      ['a cleaned text behind, and a label', [...own, bare, label]],
    ])('%s changes no record that was written without quotes', async (_case, columns) => {
      const { store, result } = await imported(written(columns, some));
      expect(result).toMatchObject({ kind: 'stockerbot', records: SOME, rejected: 0 });
      expect(stored(store)).toEqual(await usual());
    });

    test.each([
      ['pandas, with its row index', [index, ...own], ',', minimal(',')],
      ['pandas, the other way round', own.toReversed(), ',', minimal(',')],
      ['pandas, between semicolons', own, ';', minimal(';')],
      ['pandas, between tabs', own, '\t', minimal('\t')],
      ['a spreadsheet, all in quotes, with labels and cleaned texts', [...own, bare, label], ',', inQuotes],
      ['pandas, with cleaned texts before', [bare, ...own], ',', minimal(',')],
      ['hand, between semicolons, without quotes', [...own, label], ';', asIs],
      ['hand, between tabs, without quotes', own, '\t', asIs],
      ['hand, between bars, without quotes', own, '|', asIs],
    ] as const)('a copy written by %s has the same records', async (_writer, columns, delimiter, quote) => {
      const { store, result } = await imported(written(columns, some, { delimiter, quote }));
      expect(result).toMatchObject({ kind: 'stockerbot', records: SOME, rejected: 0 });
      expect(stored(store)).toEqual(await usual());
      const again = await importFile(store, temporaryFile('original.csv', written(own, some)), plain);
      expect(again).toMatchObject({ accepted: 0, duplicate: SOME, rejected: 0 });
    });

    test('a copy in UTF-16 between tabs, with times as pandas writes them, has the same records', async () => {
      const iso: typeof own = own.map(([name, field]) =>
        name === 'timestamp'
          ? [
              name,
              (record) => new Date(field(record)).toISOString().replace('T', ' ').replace('.000Z', '+00:00'),
            ]
          : [name, field],
      );
      const copy = written(iso, some, { delimiter: '\t', quote: minimal('\t') });
      const { store, result } = await imported(Buffer.from(`\uFEFF${copy}`, 'utf16le'));
      expect(result).toMatchObject({ kind: 'stockerbot', encoding: 'utf-16le', rejected: 0 });
      expect(stored(store)).toEqual(await usual());
    });

    test.each([
      ['cleaned texts beside the texts', [own[0]!, own[1]!, bare, ...own.slice(2)]],
      ['names behind links', own.toReversed()],
    ])('%s, without quotes, are rejected where their commas fit several columns', async (_case, columns) => {
      const { store, result } = await imported(written(columns, some));
      const known = new Set((await usual()).map(documentOf));
      expect(
        stored(store)
          .map(documentOf)
          .filter((row) => !known.has(row)),
      ).toEqual([]);
      expect(result.rejected).toBeGreaterThan(0);
      expect(result.accepted).toBeGreaterThan(SOME / 4);
    });
  },
);
