import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import SQLite from 'better-sqlite3';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { whyUnreadable } from './file-problems.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readLabelFile } from './label-file.ts';
import { readingSchema } from './reading.ts';

const LABELS = 'text,label\nprofits rose,up\nprofits fell,down\nshares rose,up\nshares fell,down\n';

/** One file in a ZIP archive: its local header, as in section 4.3.7 of the format's specification. */
function zipped(name: string, content: string, stored: boolean): Buffer {
  const data = stored ? Buffer.from(content) : deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(stored ? 0 : 8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, Buffer.from(name), data]);
}

function database(): Buffer {
  const path = join(temporaryFolder(), 'x.db');
  const db = new SQLite(path);
  db.exec('CREATE TABLE a (text TEXT, label TEXT)');
  db.close();
  return readFileSync(path);
}

const binaries: [string, () => Buffer, RegExp][] = [
  [
    'a stored ZIP without its list',
    () => zipped('labels.csv', LABELS, true),
    /damaged or incomplete ZIP archive/,
  ],
  [
    'a deflated ZIP without its list',
    () => zipped('labels.csv', LABELS, false),
    /damaged or incomplete ZIP archive/,
  ],
  ['an xlsx', () => zipped('xl/workbook.xml', '<workbook/>', true), /it is a spreadsheet .*as CSV/],
  ['gzip in gzip', () => gzipSync(gzipSync(LABELS)), /compressed twice\. Unpack it first/],
  ['gzip that was cut', () => gzipSync(LABELS).subarray(0, 40), /its compressed data are cut off/],
  [
    'Parquet',
    () => Buffer.from(parquetWriteBuffer({ columnData: [{ name: 'text', data: ['a', 'b'] }] })),
    /it is a Parquet file\. Save its table as CSV/,
  ],
  ['SQLite', database, /it is a SQLite database/],
  ['PDF', () => Buffer.from('%PDF-1.7\n1,up\n2,down\n'), /it is a PDF document/],
  [
    'PNG',
    () => readFileSync(join(import.meta.dirname, '../../docs/images/attention.png')),
    /it is a PNG image/,
  ],
  ['an HTML table', () => Buffer.from('\n<!DOCTYPE html><table>a,b</table>\n'), /it is a web page/],
  ['UTF-32', () => Buffer.from('fffe000061000000', 'hex'), /text in UTF-32\. Save it as UTF-8/],
  [
    'numbers in machine form',
    () => Buffer.from(new Float32Array(64).map((_, i) => i).buffer),
    /it is a binary file\. Only text files/,
  ],
];

describe('a file that is no text is refused with what to do, and nothing is stored', () => {
  test.each(binaries)('%s', async (_name, content, message) => {
    const store = temporaryStore();
    const path = temporaryFile('labels.csv', content());
    for (const as of [null, 'labels', 'texts', 'stockerbot']) {
      await expect(importFile(store, path, { as, labels: null })).rejects.toMatchObject({
        kind: 'input',
        message: expect.stringMatching(message),
      });
    }
    await expect(inspectFile(path, null)).rejects.toThrow(message);
    await expect(readLabelFile(path)).rejects.toThrow(message);
    expect(overview(store)).toMatchObject({ documents: 0, sources: [], labels: [] });
  });

  test('naming an encoding does not make text of an archive', async () => {
    const path = temporaryFile('labels.csv', zipped('labels.csv', LABELS, true));
    const reading = readingSchema.parse({ encoding: 'windows-1252' });
    await expect(inspectFile(path, 'labels', reading)).rejects.toThrow(/ZIP archive/);
  });
});

describe('UTF-16 without a byte order mark is text', () => {
  const swapped = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();
  test.each([
    ['Latin', 'profits rose'],
    ['Cyrillic', 'прибыль выросла'],
    ['Greek', 'τα κέρδη αυξήθηκαν'],
    ['Chinese', '利润上升了很多很多'],
    ['emoji', 'up 🚀🚀🚀'],
  ])('%s', async (_name, text) => {
    const rows = Array.from({ length: 30 }, (_, i) => `${text} ${i},${i % 2 ? 'up' : 'down'}`);
    const content = ['text,label', ...rows].join('\n');
    for (const bytes of [Buffer.from(content, 'utf16le'), swapped(content)]) {
      const { rows: read } = await readLabelFile(temporaryFile('labels.csv', bytes));
      expect(read).toHaveLength(30);
      expect(read[4]).toEqual({ text: `${text} 4`, value: 'down', line: 6 });
    }
  });
});

test('a database is refused with the setting that opens it where it is a workspace', async () => {
  const path = temporaryFile('contexture.db', database());
  const remedies = [{ setting: 'workspace', values: [] }];
  const plain = { as: null, labels: null };
  await expect(importFile(temporaryStore(), path, plain)).rejects.toMatchObject({ remedies });
  expect(await whyUnreadable(path, null)).toMatchObject({
    message: expect.stringMatching(/^it is a SQLite database\. .*open its folder as the workspace\.$/),
    remedies,
  });
});

test('a stray zero byte or a text that begins like a format is still text', async () => {
  for (const text of [
    'PAR1 and PAR2 rose',
    'PK is up',
    'BZh is down',
    'GIF is up',
    'a\0b rose again and again',
  ]) {
    const { rows } = await readLabelFile(
      temporaryFile('x.csv', `${text},up\nfell,down\nrose,up\nsank,down\n`),
    );
    expect(rows[0]).toMatchObject({ value: 'up', line: 1 });
  }
});
