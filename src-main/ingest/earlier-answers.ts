/** What was said of a file is kept with its shape and offered for the next file of that shape, never applied by itself. */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { EarlierRemedy } from '../remedies.ts';
import { keepShape, keptShape } from '../store/file-shapes.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { answersInWords, isUnanswered, settingsOf, withAnswers } from './answers.ts';
import type { Answers } from './answers.ts';
import { readable } from './file-problems.ts';
import { fileShape, isTelling } from './file-shape.ts';
import { headingOfPath } from './json-roles.ts';
import { kindNames } from './kinds/all.ts';
import { firstLines } from './lines.ts';
import type { Line } from './lines.ts';
import { readingSchema } from './reading.ts';
import { guess } from './recognise.ts';
import { rolesOfHeading } from './roles.ts';
import type { Role } from './roles.ts';
import type { Sample } from './sample.ts';
import type { Table } from './table.ts';
import type { EarlierReading } from './types.ts';

/** Answers to an earlier file that would change how a file is read. */
export interface Offer {
  earlier: EarlierReading;
  /** It in words. */
  sentence: string;
  remedy: EarlierRemedy;
}

/** Keeps what was said of a file that was imported, if anything was, for the next file of its shape. */
export async function keepAnswers(
  store: WritableStore,
  path: string,
  { as, reading }: Answers,
  table: Table | null,
): Promise<void> {
  const columns = withoutIdleRoles(reading.columns, table);
  const answers = { as, reading: { ...reading, columns, ticker: null } };
  if (isUnanswered(answers)) return;
  const shape = await shapeOf(path, null);
  if (shape === null) return;
  const kept = { shape, file: basename(path), kind: as, reading: JSON.stringify(answers.reading) };
  keepShape(store, { ...kept, importedAt: Date.now() });
}

/** Roles that have no column, and would have none if nothing were said of them, are no answer. */
function withoutIdleRoles(columns: Answers['reading']['columns'], table: Table | null): typeof columns {
  const isJson = table?.layout.form === 'json';
  const heading = table?.heading ?? [];
  const known = rolesOfHeading(isJson ? heading.map(headingOfPath) : heading);
  const isIdle = (role: string): boolean => role !== 'label' && known[role as Role] === undefined;
  return Object.fromEntries(
    Object.entries(columns).filter(([role, names]) => names.length > 0 || !isIdle(role)),
  );
}

export interface Asked {
  sample: Sample;
  as: string | null;
  /** What is open about the file as it is read now; null: nothing. */
  question: string | null;
  /** What would be open with other answers; null: nothing. */
  ask: (sample: Sample, as: string | null) => Promise<string | null>;
}

/**
 * What was said of the last file of the same shape, if it helps: it answers the question that is open; or, without one,
 * it reads the first records otherwise.
 */
export async function earlierOffer(store: ReadableStore, asked: Asked): Promise<Offer | null> {
  const { sample, as, question, ask } = asked;
  const { path, reading } = sample;
  const shape = await shapeOf(path, reading.encoding === null ? sample.lines : null);
  const earlier = shape === null ? null : earlierReading(store, shape);
  if (shape === null || earlier === null) return null;
  if (question === null && !isTelling(shape)) return null;
  const given = { as, reading };
  // What the user says now is right if nothing is asked about it.
  const answers = question === null ? withAnswers(earlier, given) : withAnswers(given, earlier);
  if (isDeepStrictEqual(answers, given)) return null;
  const lines = await readable(path, () => firstLines(path, answers.reading.encoding));
  const other: Sample = { ...sample, lines, reading: answers.reading };
  const open = await ask(other, answers.as);
  if (open === question && question !== null) return null;
  if (question === null && (open !== null || isReadAlike(sample, as, other, answers.as))) return null;
  const day = new Date(earlier.importedAt).toISOString().slice(0, 10);
  const which = earlier.file === basename(path) ? '' : ` (${earlier.file})`;
  return {
    earlier,
    sentence: `A file of this shape${which} was imported on ${day} with ${answersInWords(earlier)}`,
    remedy: { earlier: settingsOf(earlier) },
  };
}

/** An error about a file with the offer that answers it: in its sentence, and before its other remedies. */
export function withOffer(error: UserError, offer: Offer | null): UserError {
  if (offer === null) return error;
  const { sentence, remedy } = offer;
  return new UserError(error.kind, `${error.message} ${sentence}.`, {
    remedies: [remedy, ...error.remedies],
    cause: error,
  });
}

/** The shape of a file by its first lines as they are recognised; null: they cannot be read without an answer. */
async function shapeOf(path: string, lines: readonly Line[] | null): Promise<string | null> {
  try {
    return fileShape(path, lines ?? (await readable(path, () => firstLines(path, null))));
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** What was said of the last file of a shape; null where it is damaged, or of a version that reads otherwise. */
function earlierReading(store: ReadableStore, shape: string): EarlierReading | null {
  const kept = keptShape(store, shape);
  if (kept === null) return null;
  const { file, importedAt, kind: as } = kept;
  if (as !== null && !kindNames.includes(as)) return null;
  try {
    return { file, importedAt, as, reading: readingSchema.parse(JSON.parse(kept.reading)) };
  } catch {
    return null;
  }
}

/** Whether the first records of a file are the same, read in two ways, and mean the same. */
function isReadAlike(one: Sample, as: string | null, other: Sample, otherAs: string | null): boolean {
  const [a, b] = [view(one, as), view(other, otherAs)];
  return isDeepStrictEqual(a, b);
}

function view(sample: Sample, as: string | null): unknown {
  const { file } = guess(sample, as);
  const reader = file.reader();
  const outcomes = [...reader.read(sample.lines), ...reader.end()];
  const values = outcomes.map((outcome) => (outcome.ok ? outcome.value : outcome.problem.kind));
  // Numbers are divided into classes when they are stored.
  const hasLabels = (file.schemes?.length ?? 0) > 0;
  return [file.kind.name, file.schemes, values, hasLabels ? sample.reading.bins : null];
}
