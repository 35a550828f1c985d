import { csvLine } from '../csv-line.ts';
import type { NamedVectors } from '../recipes/base/recipe.ts';

/** A vector a line, its values between tabs, as https://projector.tensorflow.org reads them. */
export function vectorsTsv(rows: readonly Float32Array[]): string {
  return rows.map((row) => `${Array.from(row, shortest).join('\t')}\n`).join('');
}

/** What the vectors are, a line each. The projector takes the first line for headings where there are several columns. */
export function metadataTsv({ headings, about }: NamedVectors): string {
  const lines = headings.length > 1 ? [headings.map(({ name }) => name), ...about] : about;
  return lines.map((line) => `${line.map((cell) => oneLine(String(cell ?? ''))).join('\t')}\n`).join('');
}

/** What the vectors are and their values, one row a vector, as a table with headings `v1`, `v2` and so on. */
export function vectorsCsv({ headings, about, rows, width }: NamedVectors): string {
  return [
    csvLine([...headings.map(({ name }) => name), ...vectorColumns(width)]),
    ...rows.map((row, at) => csvLine([...about[at]!, ...Array.from(row, shortest)])),
  ].join('');
}

/** The headings of the values of a vector in a table. */
export function vectorColumns(width: number): string[] {
  return Array.from({ length: width }, (_, at) => `v${at + 1}`);
}

/** Without tabs and line ends, which divide cells and lines. */
export function oneLine(cell: string): string {
  return cell.replaceAll(/[\t\r\n\u0085\u2028\u2029]+/g, ' ');
}

/** Nine digits are enough to tell any two float32 apart. */
function shortest(value: number): string {
  return String(Number(value.toPrecision(9)));
}
