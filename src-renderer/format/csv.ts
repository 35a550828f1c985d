import { csvLine } from '../../src-main/csv-line.ts';

/** A table as CSV, header first. */
export function toCsv(
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): string {
  return [columns, ...rows].map((row) => csvLine(row)).join('');
}
