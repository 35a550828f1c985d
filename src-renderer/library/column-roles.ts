import { severalColumns } from '../../src-main/api/several-columns.ts';
import type { InspectedColumn } from '../../src-main/api/types.ts';

const several: ReadonlySet<string> = severalColumns;

/** The roles of all columns once one column has another; of most roles there is one column, which the chosen one takes over. */
export function rolesAfter(
  columns: readonly InspectedColumn[],
  column: number,
  role: string | null,
): (string | null)[] {
  return columns.map((other, i) => {
    if (i === column) return role;
    return other.role === role && role !== null && !several.has(role) ? null : other.role;
  });
}

/** What is read from several columns together, as sentences. Label columns are not: each of them is a scheme. */
export function joinedColumns(columns: readonly InspectedColumn[]): string[] {
  const taken = columns.filter(({ role }) => role !== null && role !== 'label');
  return [...Map.groupBy(taken, ({ role }) => role)].flatMap(([role, own]) => {
    if (own.length < 2) return [];
    const names = own.map(({ name }) => `“${name}”`);
    return [`${names.slice(0, -1).join(', ')} and ${names.at(-1)} are read together as ${role}.`];
  });
}
