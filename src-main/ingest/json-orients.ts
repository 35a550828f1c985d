/** Tables that pandas and others write as one object: `DataFrame.to_json` with its `orient`, and objects of columns. */
import { isObject } from './json-values.ts';
import type { JsonObject } from './json-values.ts';

/** The rows of a table that one object holds; null: it holds none. */
export function rowsOfTable(object: JsonObject): readonly JsonObject[] | null {
  return splitRows(object) ?? rowsByNumber(object) ?? rowsOfColumns(object);
}

/** `{"columns": ["text"], "index": [0], "data": [["..."]]}`. */
function splitRows({ columns, data }: JsonObject): readonly JsonObject[] | null {
  if (!Array.isArray(columns) || !Array.isArray(data)) return null;
  const names = columns.map(String);
  const rows = data.filter((row): row is unknown[] => Array.isArray(row) && row.length === names.length);
  if (rows.length === 0 || rows.length < data.length) return null;
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

/** `{"0": {"text": "..."}, "1": {"text": "..."}}`. */
function rowsByNumber(object: JsonObject): readonly JsonObject[] | null {
  const keys = Object.keys(object);
  if (keys.length === 0 || !keys.every(isNumber)) return null;
  const rows = Object.values(object).filter(isObject);
  return rows.length === keys.length ? rows : null;
}

/** `{"text": {"0": "...", "1": "..."}, "label": {...}}`, and the same with lists of values. */
function rowsOfColumns(object: JsonObject): readonly JsonObject[] | null {
  const columns = Object.entries(object);
  if (columns.length < 2) return null;
  const byRow = columns.map(([, values]) => valuesByRow(values));
  const [first] = byRow;
  if (first === null || first === undefined) return null;
  const keys = [...first.keys()];
  const areAlike = byRow.every(
    (values) => values?.size === keys.length && keys.every((key) => values.has(key)),
  );
  if (keys.length < 2 || !areAlike) return null;
  return keys.map((key) => Object.fromEntries(columns.map(([name], i) => [name, byRow[i]?.get(key)])));
}

/** The values of a column by the numbers of their rows; null: it is none. */
function valuesByRow(column: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(column)) {
    return column.some(isObject) ? null : new Map(column.map((value: unknown, i) => [String(i), value]));
  }
  if (!isObject(column) || !Object.keys(column).every(isNumber)) return null;
  return new Map(Object.entries(column));
}

function isNumber(key: string): boolean {
  return /^\d+$/.test(key);
}
