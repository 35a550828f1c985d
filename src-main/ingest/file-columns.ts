/** The columns of a file of texts as they stand in it, so that what is made of its rows can be joined to them again. */
import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';
import type { Mapping } from './roles.ts';
import type { Table } from './table.ts';

export interface FileColumns {
  /** Each another one: of several alike, the later ones have a number behind them. */
  names: string[];
  /** Columns that could not keep their names. */
  renamed: { from: string; to: string }[];
}

/** The names of a table's columns, as its heading writes them; by their roles where it has none. */
export function tableColumnNames(
  { layout, headingLine, width, mapping }: Table,
  lines: readonly Line[],
): string[] {
  if (layout.form === 'json') return [...layout.keys];
  const heading = sampleRecords(lines, layout).find(({ place }) => place.line === headingLine);
  return Array.from({ length: width }, (_, column) => {
    const name = heading?.fields[column]?.trim() ?? '';
    return name === '' ? (roleOf(mapping, column) ?? `column_${column + 1}`) : name;
  });
}

function roleOf(mapping: Mapping, column: number): string | null {
  return Object.entries(mapping).find(([, columns]) => columns.includes(column))?.[0] ?? null;
}

/** Columns of these names, each with a name of its own. */
export function distinctColumns(wanted: readonly string[]): FileColumns {
  const names: string[] = [];
  const renamed: FileColumns['renamed'] = [];
  for (const from of wanted) {
    const to = freeName(from, [...names, ...wanted.slice(names.length + 1)], names);
    if (to !== from) renamed.push({ from, to });
    names.push(to);
  }
  return { names, renamed };
}

/** The name itself where no earlier column has it, else with the first number that makes it another than all. */
function freeName(name: string, all: readonly string[], earlier: readonly string[]): string {
  if (!earlier.includes(name)) return name;
  let number = 2;
  while (all.includes(`${name}_${number}`)) number++;
  return `${name}_${number}`;
}
