/** Columns as `json_group_array` writes them: numbers alone. */
export function numberColumn(column: string): number[] {
  const values = nullableColumn(column);
  if (!isWhole(values)) throw new Error('a column of numbers has a null');
  return values;
}

export function nullableColumn(column: string): (number | null)[] {
  const values: unknown = JSON.parse(column);
  if (!Array.isArray(values) || !values.every(isNumberOrNull)) throw new Error('a column has no numbers');
  return values;
}

const isNumberOrNull = (value: unknown): value is number | null =>
  value === null || typeof value === 'number';

function isWhole(values: (number | null)[]): values is number[] {
  return !values.includes(null);
}
