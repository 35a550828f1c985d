import { labelIn } from './label-values.ts';
import { schemeOfHeading } from './roles.ts';
import type { Table } from './table.ts';

/** The labels of one scheme in a table. */
export interface LabelColumn {
  scheme: string;
  /** As a user can name it: by its heading, or by its number from 1. */
  name: string;
  /** From 0; several where each class has a column of its own. */
  columns: readonly number[];
  /** The label of a row, as it stands in the file; empty: it has none. */
  read(fields: readonly string[]): string;
}

/** The labels of a table, in the order of their columns. */
export function labelColumns({ mapping, heading }: Table): LabelColumn[] {
  return (mapping.label ?? []).map((column) => ({
    scheme: schemeOfHeading(heading?.[column]),
    name: heading?.[column] || String(column + 1),
    columns: [column],
    read: (fields) => labelIn(fields[column]),
  }));
}

/** The labels of a scheme, else the first ones; null: the table has none. */
export function labelsOfScheme(table: Table, scheme: string | null): LabelColumn | null {
  const columns = labelColumns(table);
  return columns.find((column) => column.scheme === scheme) ?? columns[0] ?? null;
}
