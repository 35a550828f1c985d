/** Files of two columns whose heading, if they have one, does not name both. */
import type { CsvRecord } from './csv-records.ts';
import { labelIn } from './label-values.ts';
import { areClassNumbers, areLabels, isLabelWord } from './label-words.ts';
import { parseMoment } from './moments.ts';
import { columnName, rolesOfHeading } from './roles.ts';
import type { Mapping, Role } from './roles.ts';

export interface TwoColumns {
  /** The line of the heading; 0: there is none. */
  headingLine: number;
  heading: string[] | null;
  /** The ways to take the columns, the likelier first. */
  mappings: readonly Mapping[];
  /** A column (from 0) that may be one of labels or of something else; null: none. */
  doubt: number | null;
}

/**
 * Takes the longer column for the text, and the other one for what its heading or its values show: labels, times, or
 * what the heading names. Where neither shows what it is, it is in doubt.
 *
 * @param hasHeading as the user says; null: recognised
 * @returns null if these are not two such columns
 */
export function twoColumns(records: readonly CsvRecord[], hasHeading: boolean | null): TwoColumns | null {
  const edge = labelEdge(records);
  if (edge === null && !areTwo(records)) return null;
  const lengthOf = (column: number): number =>
    records.reduce((sum, { fields }) => sum + (fields.at(column)?.length ?? 0), 0);
  const short = edge ?? (lengthOf(0) > lengthOf(-1) ? 1 : 0);
  const text = 1 - short;
  // A text with delimiters in it is in pieces.
  const valueOf = ({ fields }: CsvRecord): string => labelIn(fields.at(short === 0 ? 0 : -1));
  const [first, ...others] = records;
  const names = first!.fields.length === 2 ? first!.fields.map(columnName) : null;
  const below = others.map(valueOf).filter((value) => value !== '');
  const top = valueOf(first!);
  const at = (headed: boolean): Pick<TwoColumns, 'headingLine' | 'heading'> =>
    headed && names !== null
      ? { headingLine: first!.place.line, heading: names }
      : { headingLine: 0, heading: null };
  const roleOf = (column: number): Role | null => (names === null ? null : roleOfName(names[column] ?? ''));
  const role = roleOf(short);
  const isText = [null, 'text'].includes(roleOf(text));

  if (hasHeading !== false && role !== null && role !== 'text' && isText && isProse(others, text)) {
    return { ...at(true), mappings: [{ [role]: [short], text: [text] }], doubt: null };
  }
  if (below.length === 0) return null;
  const times = below.filter(isTime).length;
  if (times * 10 >= below.length * 9 && !areClassNumbers(below)) {
    if (!isProse(others, text)) return null;
    const headed = hasHeading ?? !isTime(top);
    return { ...at(headed), mappings: [{ time: [short], text: [text] }], doubt: null };
  }
  const seen = new Set(below);
  if (areLabels(below)) {
    const headed = hasHeading ?? !(seen.has(top) || isLabelWord(top) || areClassNumbers([...below, top]));
    // Under a name that says nothing, numbers may count something.
    const isSure = !headed || names === null || below.every(isLabelWord);
    return twoWays(at(headed), text, isSure);
  }
  // Labels come back; where nearly every one is another, this is no column of labels.
  if (seen.size > 2 && seen.size > others.length / 2) return null;
  return twoWays(at(hasHeading ?? !seen.has(top)), text, false);
}

/** As texts and labels; in doubt, only if nothing but labels is asked for. */
function twoWays(
  heading: Pick<TwoColumns, 'headingLine' | 'heading'>,
  text: number,
  isSure: boolean,
): TwoColumns {
  const labelled = { text: [text], label: [1 - text] };
  return isSure
    ? { ...heading, mappings: [labelled], doubt: null }
    : { ...heading, mappings: [{ text: [text] }, labelled], doubt: 1 - text };
}

/** The column, first (0) or last (1), of words that only labels are, though texts beside it may be in pieces; or null. */
function labelEdge(records: readonly CsvRecord[]): 0 | 1 | null {
  const whole = records.filter(({ fields }) => fields.length > 1);
  if (whole.length * 10 < records.length * 9 || whole.length < 2) return null;
  const areWords = (column: 0 | -1): boolean => {
    // Two delimiters in a row are another sign, of which one would stay in the text.
    const doubled = whole.filter(({ fields }) => fields.at(column === 0 ? 1 : -2)?.trim() === '').length;
    if (doubled * 2 > whole.length) return false;
    const values = whole.slice(1).map(({ fields }) => labelIn(fields.at(column)));
    return (
      values.every((value) => value === '' || isLabelWord(value)) && values.some((value) => value !== '')
    );
  };
  if (areWords(-1)) return 1;
  return areWords(0) ? 0 : null;
}

/** Whether most records have two fields; a few are torn, and some texts have delimiters in them. */
function areTwo(records: readonly CsvRecord[]): boolean {
  const two = records.filter(({ fields }) => fields.length === 2).length;
  const torn = records.filter(({ fields }) => fields.length < 2).length;
  return two * 2 > records.length && torn * 10 <= records.length;
}

function roleOfName(name: string): Role | null {
  const [role] = Object.keys(rolesOfHeading([name])) as Role[];
  return role ?? null;
}

/** Whether a column has sentences, and not names or numbers. */
function isProse(records: readonly CsvRecord[], column: number): boolean {
  const sentences = records.filter(({ fields }) => /\S\s+\S+\s+\S/u.test(fields[column] ?? '')).length;
  return sentences * 2 > records.length;
}

function isTime(value: string): boolean {
  // The id of a tweet has as many digits as nanoseconds since 1970, but those are measured in microseconds at best.
  if (/^\d{17,19}$/.test(value) && !value.endsWith('000')) return false;
  return parseMoment(value, 'mdy') !== null || parseMoment(value, 'dmy') !== null;
}
