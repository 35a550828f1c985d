import { labelIn } from './label-values.ts';
import { markOf } from './one-hot.ts';
import type { OneHot } from './one-hot.ts';
import { schemeOfHeading } from './roles.ts';
import type { Table } from './table.ts';

/** The labels of one scheme in a table. */
export interface LabelColumn {
  scheme: string;
  /** As a user can name it: by its heading, or by its number from 1. */
  name: string;
  /** From 0; several where each class has a column of its own. */
  columns: readonly number[];
  /** The classes, where each has a column of its own. */
  classes?: readonly string[];
  /** The label of a row, as it stands in the file; empty: it has none. */
  read(fields: readonly string[]): string;
}

/** The labels of a table, in the order of their columns. */
export function labelColumns({ mapping, heading, oneHot }: Table): LabelColumn[] {
  const nameOf = (column: number): string => heading?.[column] || String(column + 1);
  const classes = new Set(oneHot?.classes.map(({ column }) => column));
  const ofOneColumn = (mapping.label ?? [])
    .filter((column) => !classes.has(column))
    .map((column) => ({
      scheme: schemeOfHeading(heading?.[column]),
      name: nameOf(column),
      columns: [column],
      read: (fields: readonly string[]) => labelIn(fields[column]),
    }));
  if (oneHot === undefined) return ofOneColumn;
  const marked = {
    scheme: oneHot.scheme,
    name: [...classes].map(nameOf).join('+'),
    columns: [...classes],
    classes: oneHot.classes.map(({ name }) => name),
    read: (fields: readonly string[]) => markedClass(oneHot, fields),
  };
  return [marked, ...ofOneColumn];
}

/** The class that a row marks; empty: it marks none. */
function markedClass({ classes }: OneHot, fields: readonly string[]): string {
  const found = classes.filter(({ column }) => markOf(fields[column]) === true);
  // A row with several is no such row: its classes together are none, and are asked about.
  return found.map(({ name }) => name).join('+');
}

/** The labels of a scheme, else the first ones; null: the table has none. */
export function labelsOfScheme(table: Table, scheme: string | null): LabelColumn | null {
  const columns = labelColumns(table);
  return columns.find((column) => column.scheme === scheme) ?? columns[0] ?? null;
}
