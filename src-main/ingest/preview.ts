import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';
import type { RecordReader } from './outcome.ts';
import { roles } from './roles.ts';
import type { Table } from './table.ts';
import { wholeFields } from './table-reader.ts';
import type { InspectedColumn, InspectedRow } from './types.ts';

export const PREVIEW_ROWS = 20;
/** Longer fields are cut: a preview shows what a column is. */
const FIELD_LETTERS = 300;

/** The columns of a table, with what they are taken for. */
export function tableColumns({ heading, width, mapping }: Table): InspectedColumn[] {
  return Array.from({ length: width }, (_, column) => ({
    name: heading?.[column] ?? `column ${column + 1}`,
    role: roles.find((role) => mapping[role]?.includes(column)) ?? null,
  }));
}

/** The first records of a table, each with what a reader finds wrong with it. */
export function checkedRows(
  table: Table,
  lines: readonly Line[],
  reader: RecordReader<object>,
): InspectedRow[] {
  const problems = new Map(
    [...reader.read(lines), ...reader.end()].map((outcome) => [
      outcome.place.line,
      outcome.ok ? null : outcome.problem.message,
    ]),
  );
  return tableRows(table, lines, (line) => problems.get(line) ?? null);
}

/** The first records of a table, with the fields that they are read as; where these cannot be told, as they stand. */
export function tableRows(
  table: Table,
  lines: readonly Line[],
  problemOf: (line: number) => string | null,
): InspectedRow[] {
  const wholeOf = wholeFields(table);
  return sampleRecords(lines, table.layout)
    .filter(({ place }) => place.line !== table.headingLine)
    .slice(0, PREVIEW_ROWS)
    .map(({ place: { line, raw }, fields }) => {
      const whole = wholeOf(fields, raw);
      return {
        line,
        fields: (Array.isArray(whole) ? whole : fields).map(shortened),
        problem: problemOf(line),
      };
    });
}

export function shortened(field: string): string {
  return field.length <= FIELD_LETTERS ? field : `${field.slice(0, FIELD_LETTERS)}…`;
}
