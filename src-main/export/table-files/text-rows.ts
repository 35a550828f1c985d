/** Rows of a table as CSV and as JSON lines. */
import { csvLine } from '../../csv-line.ts';
import type { Cell, Column, ColumnType } from '../../store/table.ts';

/** The heading of a CSV file; `guard` as `csvLine` has it. */
export function csvHeading(columns: readonly Column[], guard: boolean): string {
  return csvLine(
    columns.map(({ name }) => name),
    guard,
  );
}

/** A row as CSV: nothing where there is no value, `true` and `false`, times as ISO 8601 in UTC. */
export function csvRow(columns: readonly Column[], row: readonly Cell[], guard: boolean): string {
  return csvLine(
    columns.map(({ type }, index) => String(valueOf(type, row[index] ?? null) ?? '')),
    guard,
  );
}

/** A row as a line of JSON with every column, `null` where there is no value. */
export function jsonRow(columns: readonly Column[], row: readonly Cell[]): string {
  return `${JSON.stringify(record(columns, row))}\n`;
}

/** A row as an object, with values as JSON has them. */
export function record(columns: readonly Column[], row: readonly Cell[]): Record<string, Cell | boolean> {
  return Object.fromEntries(
    columns.map(({ name, type }, index) => [name, valueOf(type, row[index] ?? null)]),
  );
}

function valueOf(type: ColumnType, cell: Cell): Cell | boolean {
  if (cell === null) return null;
  if (type === 'boolean') return cell === 1;
  return type === 'time' ? new Date(cell).toISOString() : cell;
}
