/** Rows of a table as Parquet, in row groups: memory holds one of them. */
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, ColumnType } from '../../store/table.ts';

/** A row group ends at so many rows, or so many characters of text where these are reached first. */
const groupRows = 20_000;
const groupCharacters = 16_000_000;

const types: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  // The logical type says that times are in UTC; without it DuckDB reads them as times of no zone.
  time: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
};

/** The bytes of a Parquet file, a piece a row group. Times are timestamps in milliseconds UTC; any value may be null. */
export function* parquetFile(
  columns: readonly Column[],
  rows: Iterable<readonly Cell[]>,
): Generator<Uint8Array> {
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({ writer: bytes, schema: schemaOf(columns), createdBy: 'Contexture' });
  for (const group of rowGroups(columns, rows)) {
    const columnData = columns.map(({ name }, index) => ({ name, data: group[index]! }));
    // Without `flush` the writer keeps what it made, and is done when it returns.
    void writer.write({ columnData, rowGroupSize: groupRows });
    yield taken(bytes);
  }
  void writer.finish();
  yield taken(bytes);
}

function schemaOf(columns: readonly Column[]): SchemaElement[] {
  return [
    { name: 'root', num_children: columns.length },
    ...columns.map(({ name, type }) => ({ name, ...types[type], repetition_type: 'OPTIONAL' as const })),
  ];
}

/** What was written since, which the writer then forgets; its count of all bytes goes on. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice();
  bytes.index = 0;
  return piece;
}

/** The values of each column, for as many rows as a group holds. */
function* rowGroups(columns: readonly Column[], rows: Iterable<readonly Cell[]>): Generator<unknown[][]> {
  const empty = () => columns.map((): unknown[] => []);
  let group = empty();
  let count = 0;
  let characters = 0;
  for (const row of rows) {
    columns.forEach(({ type }, index) => {
      const cell = row[index] ?? null;
      group[index]!.push(valueOf(type, cell));
      if (typeof cell === 'string') characters += cell.length;
    });
    count++;
    if (count < groupRows && characters < groupCharacters) continue;
    yield group;
    group = empty();
    count = 0;
    characters = 0;
  }
  if (count > 0) yield group;
}

function valueOf(type: ColumnType, cell: Cell): unknown {
  if (cell === null) return null;
  if (type === 'integer') return BigInt(cell);
  if (type === 'boolean') return cell === 1;
  return type === 'time' ? new Date(cell) : cell;
}
