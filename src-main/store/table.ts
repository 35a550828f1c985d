/** A table of rows for other programs: typed columns, and rows that come one at a time. */
import type { Query } from './store.ts';

/** `time`: milliseconds since 1970 in UTC. `boolean`: 0 or 1, as SQLite has it. */
export type ColumnType = 'integer' | 'number' | 'boolean' | 'text' | 'time';

export interface Column {
  name: string;
  type: ColumnType;
}

export type Cell = string | number | null;

export interface Table {
  columns: readonly Column[];
  /** Rows with one cell per column, read from the database while they are taken. */
  rows: Iterable<readonly Cell[]>;
  /** How many rows there are; null if only reading them all would tell. */
  total: number | null;
}

/** The columns of a record whose keys are their names, in its order. */
export function columnsOf(types: Readonly<Record<string, ColumnType>>): Column[] {
  return Object.entries(types).map(([name, type]) => ({ name, type }));
}

/** The rows of a statement; it is only begun when the first of them is taken, since a begun one keeps the database busy. */
export function streamed<Row>(
  statement: Pick<Query<[object], Row>, 'iterate'>,
  values: object,
): Iterable<Row> {
  return { [Symbol.iterator]: () => statement.iterate(values) };
}
