import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { type Cell, type Table, columnsOf } from '../../store/table.ts';
import type { Target } from '../new-file.ts';
import { type TableFormat, formatOfFile, writeTable } from './formats.ts';

const columns = columnsOf({ id: 'integer', text: 'text', share: 'number', known: 'boolean', at: 'time' });
const rows: Cell[][] = [
  [1, 'says "no", and\nmore', 0.1, 1, 0],
  [2, 'ünï 🤷', 1 / 3, 0, 1531949606789],
  [9007199254740991, '', -1e-300, 1, -1],
  [4, null, null, null, null],
];

/** Keeps what is written, and counts the rows that had been taken when each piece came. */
function memory(): Target & { bytes: () => Buffer; pieces: number } {
  const parts: Buffer[] = [];
  return {
    pieces: 0,
    bytes: () => Buffer.concat(parts),
    write(content) {
      this.pieces++;
      parts.push(Buffer.from(content));
      return Promise.resolve();
    },
    finish: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

async function written(table: Table, format: TableFormat): Promise<Buffer> {
  const target = memory();
  await writeTable(table, format, target, {
    signal: new AbortController().signal,
    csvGuard: true,
    onRows: () => {},
  });
  return target.bytes();
}

function arrayBuffer(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

describe('a table comes back as it was', () => {
  test('from CSV, as text', async () => {
    const content = await written({ columns, rows, total: null }, 'csv');
    expect(parse(content)).toEqual([
      ['id', 'text', 'share', 'known', 'at'],
      ['1', 'says "no", and\nmore', '0.1', 'true', '1970-01-01T00:00:00.000Z'],
      ['2', 'ünï 🤷', '0.3333333333333333', 'false', '2018-07-18T21:33:26.789Z'],
      ['9007199254740991', '', '-1e-300', 'true', '1969-12-31T23:59:59.999Z'],
      ['4', '', '', '', ''],
    ]);
  });

  test('from JSON lines, with every column in every line', async () => {
    const content = await written({ columns, rows, total: null }, 'jsonl');
    const lines = content.toString().trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      { id: 1, text: 'says "no", and\nmore', share: 0.1, known: true, at: '1970-01-01T00:00:00.000Z' },
      { id: 2, text: 'ünï 🤷', share: 1 / 3, known: false, at: '2018-07-18T21:33:26.789Z' },
      { id: 9007199254740991, text: '', share: -1e-300, known: true, at: '1969-12-31T23:59:59.999Z' },
      { id: 4, text: null, share: null, known: null, at: null },
    ]);
  });

  test('from Parquet, with integers and times in UTC', async () => {
    const file = arrayBuffer(await written({ columns, rows, total: null }, 'parquet'));
    expect(await parquetReadObjects({ file })).toEqual([
      { id: 1n, text: 'says "no", and\nmore', share: 0.1, known: true, at: new Date(0) },
      { id: 2n, text: 'ünï 🤷', share: 1 / 3, known: false, at: new Date(1531949606789) },
      { id: 9007199254740991n, text: '', share: -1e-300, known: true, at: new Date(-1) },
      { id: 4n, text: null, share: null, known: null, at: null },
    ]);
    const [, , , , , at] = parquetMetadata(file).schema;
    expect(at!.logical_type).toMatchObject({ type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' });
  });

  test('also without a row: the columns are there', async () => {
    const empty = { columns, rows: [], total: 0 };
    expect((await written(empty, 'csv')).toString()).toBe('id,text,share,known,at\r\n');
    expect((await written(empty, 'jsonl')).toString()).toBe('');
    const { schema, num_rows: count } = parquetMetadata(arrayBuffer(await written(empty, 'parquet')));
    expect(count).toBe(0n);
    expect(schema.slice(1).map(({ name }) => name)).toEqual(['id', 'text', 'share', 'known', 'at']);
  });
});

describe('memory does not grow with the rows', () => {
  /** As many rows as are wanted, each with a text of a kilobyte. */
  function* manyRows(count: number, onRow: (row: number) => void): Generator<Cell[]> {
    for (let row = 0; row < count; row++) {
      onRow(row + 1);
      yield [row, `${row} ${'x'.repeat(1000)}`, row / 7, row % 2, row * 1000];
    }
  }

  // A piece of text holds 64 KiB, a row group 16 million characters.
  test.each([
    ['csv', 66],
    ['jsonl', 66],
    ['parquet', 16_000],
  ] as const)('%s is written before further rows are read', async (format, most) => {
    let read = 0;
    let ahead = 0;
    let writtenRows = 0;
    const target = memory();
    const write = target.write.bind(target);
    target.write = (content) => {
      ahead = Math.max(ahead, read - writtenRows);
      writtenRows = read;
      return write(content);
    };
    const table = { columns, rows: manyRows(50_000, (row) => (read = row)), total: null };
    const count = await writeTable(table, format, target, {
      signal: new AbortController().signal,
      csvGuard: true,
      onRows: () => {},
    });
    expect(count).toBe(50_000);
    expect(ahead).toBeLessThanOrEqual(most);
    if (format !== 'parquet') return;
    const { row_groups: groups, num_rows: rowsOfFile } = parquetMetadata(arrayBuffer(target.bytes()));
    expect({ groups: groups.length, rowsOfFile }).toEqual({ groups: 4, rowsOfFile: 50_000n });
  });

  test('and stops with its reader', async () => {
    let read = 0;
    let closed = false;
    function* watched(): Generator<Cell[]> {
      try {
        yield* manyRows(50_000, (row) => (read = row));
      } finally {
        closed = true;
      }
    }
    const gone = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const target = { ...memory(), write: () => Promise.reject(gone) };
    const writing = writeTable({ columns, rows: watched(), total: null }, 'csv', target, {
      signal: new AbortController().signal,
      csvGuard: true,
      onRows: () => {},
    });
    await expect(writing).rejects.toBe(gone);
    expect(closed).toBe(true);
    expect(read).toBeLessThan(100);
  });
});

describe('the format of a file', () => {
  test.each([
    ['a.csv', null, 'csv'],
    ['a.CSV', 'csv', 'csv'],
    ['a.jsonl', null, 'jsonl'],
    ['a.ndjson', null, 'jsonl'],
    ['a.b.parquet', null, 'parquet'],
    ['a.txt', 'csv', 'csv'],
    ['a', 'parquet', 'parquet'],
  ] as const)('%s with --format %s is %s', (path, wanted, format) => {
    expect(formatOfFile(path, wanted)).toBe(format);
  });

  test.each([
    ['a.txt', null, 'The format of a.txt is not known'],
    ['my.texts.cvs', null, 'end its name in .csv, .jsonl or .parquet. Did you mean my.texts.csv?'],
    ['a.parqet', null, 'Did you mean a.parquet?'],
    ['csv', null, 'The format of csv is not known'],
    ['a.csv', 'parquet', 'The format parquet does not match the file a.csv'],
  ] as const)('%s with --format %s is refused', (path, wanted, message) => {
    expect(() => formatOfFile(path, wanted)).toThrow(UserError);
    expect(() => formatOfFile(path, wanted)).toThrow(message);
  });
});
