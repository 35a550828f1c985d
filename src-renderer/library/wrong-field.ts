/** A column of a corrected record's file. */
export interface CorrectedColumn {
  name: string;
  role: string | null;
}

/** The field that a problem is about: it names its column by its heading or by what it is for; -1: none of them. */
export function wrongField(columns: readonly CorrectedColumn[], column: string | null): number {
  if (column === null) return -1;
  const named = columns.findIndex(({ name }) => name === column);
  return named === -1 ? columns.findIndex(({ role }) => role === column) : named;
}
