import type { RecognisedFile } from './kinds/kind.ts';
import type { Line } from './lines.ts';

/**
 * The columns of a file that an import does not read, by their names in the file, or as `column 3` where they have none.
 * Empty columns count only if they are named.
 */
export function unusedColumns(file: RecognisedFile, lines: readonly Line[]): string[] {
  const { kind, table, columns } = file;
  if (table === null) {
    const read = new Set(columns.map(({ name }) => name));
    return file.columnNames(lines).filter((name) => !read.has(name));
  }
  const used = new Set(
    kind.roles
      // The names of companies belong to their tickers.
      .filter((role) => role !== 'name' || table.mapping.ticker !== undefined)
      .flatMap((role) => table.mapping[role] ?? []),
  );
  const names = file.columnNames(lines);
  return names.flatMap((name, column) => {
    if (used.has(column)) return [];
    const hasName = table.layout.form === 'json' || (table.heading?.[column] ?? '') !== '';
    return [hasName ? name : `column ${column + 1}`];
  });
}
