/** Labels with a column for each class, of which every row marks one. */
import type { CsvRecord } from './csv-records.ts';
import { classKey, labelIn } from './label-values.ts';
import { isLabelWord } from './label-words.ts';
import { rolesOfHeading, schemeOfHeading } from './roles.ts';
import type { Mapping } from './roles.ts';

export interface OneHot {
  scheme: string;
  /** Columns (from 0) and their classes. */
  classes: readonly { column: number; name: string }[];
}

/** In fewer rows, columns may agree by chance. */
const LEAST_ROWS = 4;

/**
 * The neighbouring columns of a table of which every row marks exactly one with 1 (or `true`), and all others with 0. Columns that
 * have another role than labels are none of them.
 *
 * @param names of the columns, in small letters
 * @param rows below the heading, some of the file
 */
export function oneHotColumns(
  names: readonly string[],
  mapping: Mapping,
  rows: readonly CsvRecord[],
): OneHot | null {
  const whole = rows.filter(({ fields }) => fields.length === names.length);
  if (whole.length < LEAST_ROWS) return null;
  const { label, ...others } = mapping;
  const taken = new Set(Object.values(others).flat());
  // By column; null: it has something else than marks, or another role.
  const marks = names.map((_, column) => (taken.has(column) ? null : marksOf(column, whole)));
  for (let start = 0; start < names.length; start++) {
    const found = longest(marks, start, whole.length);
    if (found.length === 0) continue;
    const oneHot = named(found, names);
    // Weekdays, tickers and sorts of posts come in such columns too: names show that these are labels, or the user does.
    if (oneHot.isKnown || found.every((column) => label?.includes(column))) return oneHot;
  }
  return null;
}

function marksOf(column: number, rows: readonly CsvRecord[]): boolean[] | null {
  const marks: boolean[] = [];
  for (const { fields } of rows) {
    const mark = markOf(fields[column]);
    if (mark === null) return null;
    marks.push(mark);
  }
  return marks;
}

/** The most columns from `start` on of which each row marks exactly one, not always the same; none: there are none. */
function longest(marks: readonly (readonly boolean[] | null)[], start: number, rows: number): number[] {
  const sums = Array.from({ length: rows }, () => 0);
  let found: number[] = [];
  let used = 0;
  for (let column = start; column < marks.length; column++) {
    const own = marks[column];
    if (own === null || own === undefined) break;
    own.forEach((mark, row) => (sums[row]! += mark ? 1 : 0));
    if (own.includes(true)) used++;
    if (used > 1 && sums.every((sum) => sum === 1))
      found = marks.slice(start, column + 1).map((_, i) => start + i);
  }
  return found;
}

/** Whether a cell marks its class: 1, 1.0, true; null: it is no mark. */
export function markOf(cell: string | undefined): boolean | null {
  const key = classKey(labelIn(cell));
  if (key === '1' || key === 'true') return true;
  return key === '0' || key === 'false' ? false : null;
}

/** `sentiment_positive` and `sentiment_negative` are positive and negative of the scheme `sentiment`. */
function named(columns: readonly number[], names: readonly string[]): OneHot & { isKnown: boolean } {
  const [first = '', ...others] = columns.map((column) => names[column]!);
  const prefix = /^(.+[_.: -])/u.exec(first)?.[1] ?? '';
  const isShared =
    prefix !== '' && others.every((name) => name.startsWith(prefix) && name.length > prefix.length);
  const classes = columns.map((column) => ({
    column,
    name: isShared ? names[column]!.slice(prefix.length) : names[column]!,
  }));
  const areWords = classes.every(({ name }) => isLabelWord(name));
  const arePolarities = classes.every(({ name }) => /^(?:pos|neg|neu)(?:itive|ative|tral)?$/.test(name));
  const group = isShared ? prefix.replace(/[_.: -]+$/u, '') : '';
  const isGeneral = group === '' || /^(?:is|has|class|label|labels|target|y)$/.test(group);
  const scheme = isGeneral ? (arePolarities ? 'sentiment' : 'label') : schemeOfHeading(group);
  return { scheme, classes, isKnown: areWords || (isShared && rolesOfHeading([group]).label !== undefined) };
}
