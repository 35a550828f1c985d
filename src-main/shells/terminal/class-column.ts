import type { NameOf } from '../../class-names.ts';

/** How a table tells the class of a row: by its label, which other programs know, and by its name beside it. */
export interface ClassColumn {
  /** The headings of its one column or two. */
  heads: (title: string) => string[];
  cells: (value: string) => string[];
}

/** The column of names is there where one of the classes has a name. */
export function classColumn(values: readonly string[], nameOf: NameOf): ClassColumn {
  const named = values.some((value) => nameOf(value) !== value);
  return {
    heads: (title) => (named ? [title, 'name'] : [title]),
    cells: (value) => (named ? [value, nameOf(value) === value ? '' : nameOf(value)] : [value]),
  };
}
