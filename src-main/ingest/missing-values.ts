/**
 * Cells that stand for no value: those that pandas reads as missing (`read_csv`, `na_values`), and the NULL of
 * MySQL's exports; in small letters.
 */
const MISSING: ReadonlySet<string> = new Set([
  '',
  '#n/a',
  '#n/a n/a',
  '#na',
  '-1.#ind',
  '-1.#qnan',
  '-nan',
  '1.#ind',
  '1.#qnan',
  '<na>',
  'n/a',
  'na',
  'nan',
  'nat',
  'none',
  'null',
  'undefined',
  '\\n',
]);

/** Whether a cell stands for no value: `nan`, `NULL`, `None`, `n/a`, nothing. */
export function isMissing(cell: string): boolean {
  return MISSING.has(cell.trim().toLowerCase());
}
