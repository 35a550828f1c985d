/** What a sample of a file shows against the way in which it is to be read. Nothing is stored against the evidence. */
import type { Remedy } from '../errors.ts';
import { inThousands } from '../in-thousands.ts';
import type { Line } from './lines.ts';
import type { Outcome, Problem, RecordReader } from './outcome.ts';
import type { Question } from './question.ts';
import { roleSchema } from './roles.ts';
import type { Role } from './roles.ts';
import type { Taken } from './sink.ts';

/** Successive lines of a file. */
export interface SamplePart {
  lines: readonly Line[];
  /** It begins after the first line of the file, so that its first lines may belong to a record before it. */
  afterStart: boolean;
  /** It ends with the file; otherwise its last record may go on. */
  toEnd: boolean;
}

/**
 * Whether the values of a sample contradict the roles of their columns: a column of labels in which every value is
 * another, prices that jump by 1000. A kind of file has one, and is asked before anything is stored.
 *
 * @param parts the records that were read well, in the order of the file; each part holds successive ones. Their
 *   `place` has the line and the text of the line
 * @returns what is wrong, with line and value, to follow the name of the file, and the settings that answer it
 */
export type Contradiction<T> = (parts: readonly (readonly Taken<T>[])[]) => Question | null;

/**
 * What only the user can answer about a file, going by a sample of it: that under half of its records can be read, or
 * that their values contradict the roles of their columns. null: nothing.
 *
 * @param remediesOf the settings that help where the column of a role cannot be read
 */
export function evidenceAgainst<T>(
  parts: readonly SamplePart[],
  reader: () => RecordReader<T>,
  contradiction: Contradiction<T> = () => null,
  remediesOf: (role: Role) => readonly Remedy[] = () => [],
): Question | null {
  const outcomes = parts.map((part) => outcomesOf(part, reader()));
  const isWhole = parts.every(({ toEnd }) => toEnd);
  const unread = unreadable(outcomes.flat(), isWhole, remediesOf);
  if (unread !== null) return unread;
  return contradiction(outcomes.map((part) => part.filter((outcome) => outcome.ok)));
}

function outcomesOf<T>({ lines, afterStart, toEnd }: SamplePart, reader: RecordReader<T>): Outcome<T>[] {
  const read = reader.read(lines);
  const outcomes = toEnd ? [...read, ...reader.end()] : read;
  if (!afterStart) return outcomes;
  // The rest of a record in quotes reads like a damaged one.
  const first = outcomes.findIndex(({ ok }) => ok);
  return first === -1 ? outcomes : outcomes.slice(first);
}

/** Why a sample cannot be read: nothing of it, or under half. */
function unreadable(
  outcomes: readonly Outcome<unknown>[],
  isWhole: boolean,
  remediesOf: (role: Role) => readonly Remedy[],
): Question | null {
  const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
  const read = outcomes.length - problems.length;
  // Otherwise the first record is longer than the sample.
  if (outcomes.length === 0)
    return !isWhole ? null : { message: 'it has no records, so nothing was imported.', remedies: [] };
  if (read * 2 >= outcomes.length) return null;
  const [example] = commonest(problems);
  if (example === undefined) return null;
  const { place, problem } = example;
  const share = read === 0 ? 'none' : `only ${inThousands(read)}`;
  const counted =
    outcomes.length === 1
      ? 'its only record cannot'
      : `${share} of ${inThousands(outcomes.length)} records can`;
  const reason = problems.length === 1 ? 'Line' : 'The most common reason: line';
  return {
    message: `${counted} be read, so nothing was imported. ${reason} ${place.line}: ${sentence(problem.message)}`,
    remedies: remediesFor(problem, remediesOf),
  };
}

/** The problems of the most frequent sort. */
function commonest<P extends { problem: Problem }>(problems: readonly P[]): readonly P[] {
  const sorts = Map.groupBy(problems, ({ problem: { kind, column } }) => `${kind} ${column}`);
  return [...sorts.values()].toSorted((a, b) => b.length - a.length)[0] ?? [];
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** What helps against a problem of most records: what its reader says, else the settings that it depends on. */
function remediesFor(
  { kind, column, remedies }: Problem,
  remediesOf: (role: Role) => readonly Remedy[],
): readonly Remedy[] {
  if (remedies !== undefined) return remedies;
  const role = roleSchema.safeParse(column);
  if (role.success) return remediesOf(role.data);
  if (kind === 'columns') return [{ setting: 'delimiter', values: ['comma', 'tab', 'semicolon', 'bar'] }];
  return [{ setting: 'as', values: ['texts', 'labels', 'prices', 'companies'] }];
}
