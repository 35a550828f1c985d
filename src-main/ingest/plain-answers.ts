/** What was said of a file in as few and as plain words as mean the same. */
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { Answers } from './answers.ts';
import { guess } from './recognise.ts';
import type { Sample } from './sample.ts';
import type { Table } from './table.ts';

type Columns = Answers['reading']['columns'];

/**
 * Answers without those that change nothing: the preview sends the dialect along with the columns, and roles that no
 * column has. Columns are called by their names where the file has a heading.
 */
export function plainAnswers(sample: Sample, as: string | null, table: Table | null): Answers {
  const given = sample.reading;
  const wanted = viewOf(sample, { as, reading: given });
  const changes: ((reading: typeof given) => typeof given)[] = [
    (reading) => ({ ...reading, columns: named(reading.columns, table?.heading ?? []) }),
    (reading) => ({ ...reading, columns: withoutEmpty(reading.columns) }),
    (reading) => ({ ...reading, heading: null }),
    (reading) => ({ ...reading, quoted: null }),
    (reading) => ({ ...reading, delimiter: null }),
  ];
  return changes.reduce<Answers>(
    (answers, change) => {
      const plainer = { as, reading: change(answers.reading) };
      const isSame =
        !isDeepStrictEqual(plainer, answers) && isDeepStrictEqual(viewOf(sample, plainer), wanted);
      return isSame ? plainer : answers;
    },
    { as, reading: given },
  );
}

/**
 * What the first records of a file are, read in one way: equal if they would be stored alike.
 *
 * @returns null if they cannot be read so
 */
export function viewOf(sample: Sample, { as, reading }: Answers): unknown {
  try {
    const { file } = guess({ ...sample, reading }, as);
    const reader = file.reader();
    const outcomes = [...reader.read(sample.lines), ...reader.end()];
    const values = outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.problem.kind));
    // Numbers are divided into classes when they are stored.
    const hasLabels = (file.schemes?.length ?? 0) > 0;
    const questions = file.questions.map(({ message }) => message);
    return [file.kind.name, file.schemes, questions, values, hasLabels ? reading.bins : null];
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** Names that cannot be mistaken stand in place of numbers. */
function named(columns: Columns, heading: readonly string[]): Columns {
  const nameOf = (column: string): string => {
    const name = /^\d+$/.test(column) ? heading[Number(column) - 1] : undefined;
    const isPlain = name !== undefined && /^[^\s\d,=+][^,=+]*$/.test(name);
    return isPlain && heading.indexOf(name) === heading.lastIndexOf(name) ? name : column;
  };
  return Object.fromEntries(Object.entries(columns).map(([role, found]) => [role, found.map(nameOf)]));
}

function withoutEmpty(columns: Columns): Columns {
  return Object.fromEntries(Object.entries(columns).filter(([, names]) => names.length > 0));
}
