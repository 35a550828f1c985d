/** What was said of a file is kept with its shape and offered for the next file of that shape, never applied by itself. */
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { UserError } from '../errors.ts';
import type { EarlierRemedy } from '../remedies.ts';
import { hasShapes, keepShape, keptShape } from '../store/file-shapes.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { answersInWords, isUnanswered, settingsOf, withAnswers } from './answers.ts';
import { readable } from './file-problems.ts';
import { fileShape, isTelling } from './file-shape.ts';
import { kindNames } from './kinds/all.ts';
import { firstLines } from './lines.ts';
import type { Line } from './lines.ts';
import { plainAnswers, viewOf } from './plain-answers.ts';
import { readingSchema } from './reading.ts';
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
  sample: Sample,
  as: string | null,
  table: Table | null,
): Promise<void> {
  if (isUnanswered({ as, reading: sample.reading })) return;
  const plain = plainAnswers(sample, as, table);
  const answers = { as, reading: { ...plain.reading, ticker: null } };
  if (isUnanswered(answers)) return;
  const { path } = sample;
  const shape = await shapeOf(path, sample.reading.encoding === null ? sample.lines : null);
  if (shape === null) return;
  const kept = { shape, file: basename(path), kind: as, reading: JSON.stringify(answers.reading) };
  keepShape(store, { ...kept, importedAt: Date.now() });
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
  // Most workspaces keep none, and a shape is found by reading the sample in every layout.
  if (!hasShapes(store)) return null;
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
  if (question === null) {
    const isReadAlike = isDeepStrictEqual(viewOf(sample, given), viewOf(other, answers));
    if (open !== null || isReadAlike) return null;
  }
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
  return new UserError(error.kind, askedWith(error.message, offer), {
    remedies: [offer.remedy, ...error.remedies],
    cause: error,
  });
}

/** A question, with how the earlier file was read behind it. */
export function askedWith(question: string, { sentence }: Offer): string {
  return `${question}${/[.!?]$/.test(question) ? '' : '.'} ${sentence}.`;
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
