/** What to say of a column that does not hold what its role needs. */
import type { Remedy } from '../errors.ts';
import { usualWidth } from './heading-line.ts';
import { isLabelWord } from './label-words.ts';
import { sampleRecords } from './layout.ts';
import { possibleLayouts } from './layouts.ts';
import { labelIn } from './label-values.ts';
import type { Line } from './lines.ts';
import { isTime } from './moments.ts';
import type { Role } from './roles.ts';
import type { Sample } from './sample.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';

/** So many words are a text. */
const WORDS_OF_TEXT = 4;

/** Another column that fits the role, and that no column has it, where it can be left out. */
export function otherColumns(
  role: Role,
  table: Table,
  { lines, needs }: { lines: readonly Line[]; needs: readonly Role[] },
): readonly Remedy[] {
  const used = new Set(Object.values(table.mapping).flat());
  const rows = sampleRecords(lines, table.layout)
    .filter(({ fields, place }) => fields.length === table.width && place.line > table.headingLine)
    .map(({ fields }) => fields);
  const fits = FITTING[role];
  const other = Array.from({ length: table.width }, (_, column) => column).find((column) => {
    if (used.has(column) || fits === undefined) return false;
    const values = rows.map((fields) => fields[column] ?? '').filter((value) => value.trim() !== '');
    return values.length > 0 && values.filter(fits).length * 10 >= values.length * 9;
  });
  const values = [
    ...(other === undefined ? [] : [`${role}=${other + 1}`]),
    ...(needs.includes(role) || columnOf(table, role) === -1 ? [] : [`${role}=`]),
  ];
  return [{ setting: 'columns', values }];
}

const FITTING: Partial<Record<Role, (value: string) => boolean>> = {
  text: (value) => wordsIn(value) >= WORDS_OF_TEXT,
  time: isTime,
  url: (value) => /^https?:\/\//.test(value),
  verified: (value) => /^(?:true|false)$/i.test(value.trim()),
};

/** The columns of a text, and of words that are labels if there is one, of a file that is not recognised; null: none. */
export function likelyColumns({ path, lines, reading }: Sample): string | null {
  for (const layout of possibleLayouts(path, lines, reading)) {
    const records = sampleRecords(lines, layout);
    const width = usualWidth(records);
    const rows = records.map(({ fields }) => fields).filter(({ length }) => length === width);
    if (width < 2 || rows.length * 10 < records.length * 9) continue;
    // Anew each time: of a million columns they take more memory than the file.
    const valuesOf = (column: number): string[] =>
      rows.map((fields) => labelIn(fields[column])).filter((value) => value !== '');
    const lengths = Array.from(
      { length: width },
      (_, column) => valuesOf(column).reduce((sum, value) => sum + wordsIn(value), 0) / rows.length,
    );
    // One by one: there may be more columns than a call may have arguments.
    const text = lengths.reduce((best, length, column) => (length > lengths[best]! ? column : best), 0);
    if (!((lengths[text] ?? 0) >= WORDS_OF_TEXT)) continue;
    const label = lengths.findIndex((_, column) => {
      if (column === text) return false;
      const [, ...values] = valuesOf(column);
      return values.length > 0 && values.every(isLabelWord);
    });
    return `text=${text + 1}${label === -1 ? '' : `,label=${label + 1}`}`;
  }
  return null;
}

function wordsIn(value: string): number {
  return value.match(/\p{L}{2,}/gu)?.length ?? 0;
}
