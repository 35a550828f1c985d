import { extname } from 'node:path';
import { UserError } from '../errors.ts';
import { unpackedName } from './bytes.ts';
import { jsonShape, whyNotJson } from './json-shape.ts';
import { fileKinds, formatKinds, kindNames, namedKind, tableKinds } from './kinds/all.ts';
import type { FileKind, Question, RecognisedFile, TableKind } from './kinds/kind.ts';
import { isEnoughFor } from './kinds/table-kind.ts';
import { type Layout, layoutName } from './layout.ts';
import { possibleLayouts, quotesEnclose } from './layouts.ts';
import type { Line } from './lines.ts';
import type { Reading } from './reading.ts';
import { likelyColumns } from './other-columns.ts';
import { roleNames, roles, rolesOfHeading } from './roles.ts';
import type { Mapping } from './roles.ts';
import { sampleParts } from './sample-parts.ts';
import type { Sample } from './sample.ts';
import { severalColumns } from './several-columns.ts';
import { findTable } from './table.ts';
import type { Table } from './table.ts';

export interface Recognised {
  file: RecognisedFile;
  /** How it was recognised, in words. */
  why: string;
}

/**
 * Recognises a file from its first lines; see `guess`.
 *
 * @throws UserError also if a question about the file is open.
 */
export function recognise(sample: Sample, as: string | null): Recognised {
  const found = guess(sample, as);
  const [question] = found.file.questions;
  if (question !== undefined) throw unanswered(sample.path, question);
  return found;
}

/**
 * Holds what a file is taken for against more of it than its first lines.
 *
 * @param bytes the size of the file
 * @throws UserError if under half of the sample can be read, or if its values contradict the roles of their columns.
 */
export async function checkEvidence(sample: Sample, { file }: Recognised, bytes: number): Promise<void> {
  const question = file.evidence(await sampleParts(sample, bytes));
  if (question !== null) throw unanswered(sample.path, question);
}

/**
 * What a file is, as far as its first lines show; `as` names its kind if the user knows better. Questions may be open.
 *
 * @throws UserError if there is no kind `as`, or the file cannot be read as that, or as anything, or as several kinds.
 */
export function guess(sample: Sample, as: string | null): Recognised {
  const { path, lines, reading } = sample;
  const kind = namedKind(as);
  checkColumns(reading);
  if (lines.every(({ text }) => text.trim() === '')) {
    throw new UserError('input', `${path}: the file is empty.`);
  }
  const shape = reading.delimiter === null ? jsonShape(path, lines) : null;
  if (shape !== null && kind?.form === 'format') {
    throw unanswered(path, {
      message: `it is JSON, not ${kind.description}.`,
      remedies: [{ setting: 'as', values: tableKinds.map(({ name }) => name) }],
    });
  }
  const notJson = whyNotJson(shape, lines);
  if (notJson !== null) throw new UserError('input', `${path}: ${notJson}`);
  if (kind?.form === 'format') {
    return described(kind.open(sample), kind.recognise(sample) ?? 'as requested');
  }
  const found = kind === null && shape === null ? inFormat(sample) : null;
  if (found !== null) return found;
  const best = bestTable(sample, kind);
  if (best === null) throw unanswered(path, notRecognised(kind, sample));
  if ('remedies' in best) throw unanswered(path, best);
  const why = [best.why, ...best.file.assumptions].join('; ');
  return { file: best.file, why: kind === null ? why : `as requested; ${why}` };
}

/** @throws UserError if a role is given several columns, of which only one would be read. */
function checkColumns({ columns }: Reading): void {
  for (const role of roles) {
    const names = columns[role] ?? [];
    if (names.length <= 1 || severalColumns.has(role)) continue;
    throw new UserError(
      'use',
      `The ${roleNames[role]} is one column, not ${names.length} (${names.join(', ')}). ` +
        `Several columns can make up ${[...severalColumns].join(', ')}.`,
    );
  }
}

/** An error for a question that is open. */
export function unanswered(path: string, { message, remedies }: Question): UserError {
  return new UserError('input', `${path}: ${message}`, { remedies });
}

function inFormat(sample: Sample): Recognised | null {
  for (const kind of formatKinds) {
    const why = kind.recognise(sample);
    if (why !== null) return described(kind.open(sample), why);
  }
  return null;
}

/** A file of a format with the reason; where a heading says what its columns are, with those. */
function described(file: RecognisedFile, why: string): Recognised {
  const { table } = file;
  return { file, why: table === null ? why : `${why}; ${whyTable(table)}` };
}

/** The reading of the sample that recovers the most rows; a question where only the user knows what the file is. */
function bestTable(sample: Sample, kind: TableKind | null): Recognised | Question | null {
  const { path, lines, reading } = sample;
  const fitting = (mapping: Mapping): TableKind[] =>
    kind === null
      ? tableKinds.filter((known) => known.recognise(mapping))
      : [kind].filter((known) => isEnoughFor(known, mapping));
  let best: { score: number; found: Recognised | Question } | null = null;
  for (const layout of possibleLayouts(path, lines, reading)) {
    if (reading.quoted === null && keepsQuotes(layout, lines)) continue;
    const own = ownTable(sample, layout, kind === null ? tableKinds : [kind]);
    const table = own?.table ?? findTable(lines, layout, reading, (mapping) => fitting(mapping).length > 0);
    if (table === null || (isPlainText(path) && kind === null && isProse(table))) continue;
    const files = (own?.kinds ?? fitting(table.mapping)).map((known) => known.open(table, sample));
    // Of two that read as much, the one that is in no doubt.
    const doubt = table.doubt === undefined ? 0 : 0.5;
    const score = Math.max(...files.map((file) => scoreOf(file, lines))) - doubt;
    if (best !== null && score <= best.score) continue;
    best = { score, found: onlyOne(files, whyTable(table)) };
  }
  return best?.found ?? plainTexts(sample, kind);
}

/** A table with a heading that only one kind knows how to read. */
function ownTable(
  sample: Sample,
  layout: Layout,
  kinds: readonly TableKind[],
): { table: Table; kinds: readonly TableKind[] } | null {
  for (const kind of kinds) {
    const table = kind.ownTable?.(sample, layout) ?? null;
    if (table !== null) return { table, kinds: [kind] };
  }
  return null;
}

/** Whether a layout would leave in texts the quotes that enclose them, however many rows it reads. */
function keepsQuotes(layout: Layout, lines: readonly Line[]): boolean {
  return layout.form === 'delimited' && !layout.quoted && quotesEnclose(lines, layout.delimiter);
}

function onlyOne(files: readonly RecognisedFile[], why: string): Recognised | Question {
  const [file] = files;
  if (file !== undefined && files.length === 1) return { file, why };
  const names = files.map(({ kind }) => kind.name);
  return {
    message: `it could be ${names.join(' or ')} (${why}).`,
    remedies: [{ setting: 'as', values: names }],
  };
}

function isPlainText(path: string): boolean {
  return ['.txt', '.text'].includes(extname(unpackedName(path)).toLowerCase());
}

/** Commas between nothing that is known: those of sentences. */
function isProse({ layout, heading, mapping }: Table): boolean {
  const isKnown = heading !== null && Object.keys(rolesOfHeading(heading)).length > 0;
  return (
    layout.form === 'delimited' &&
    layout.delimiter === ',' &&
    !isKnown &&
    mapping.label === undefined &&
    mapping.time === undefined
  );
}

/** Without columns, a file that its name or the user calls a text is one text a line. */
function plainTexts(sample: Sample, asked: TableKind | null): Recognised | null {
  const { path, lines, reading } = sample;
  const kind = (asked === null ? tableKinds : [asked]).find(({ readsLines }) => readsLines);
  if (kind === undefined) return null;
  if (!isPlainText(path) && reading.delimiter !== '\n') {
    // The lines of a table are no texts, whoever calls its file one of texts.
    if (asked === null || likelyColumns(sample) !== null) return null;
  }
  if (reading.delimiter === null && jsonShape(path, lines) !== null) return null;
  const table = findTable(lines, { form: 'lines' }, { ...reading, columns: {} }, () => true);
  if (table === null) return null;
  return { file: kind.open(table, sample), why: 'it has no known columns, so each line is a text' };
}

/** How many rows of the sample are read well, less those that are not. */
function scoreOf(file: RecognisedFile, lines: readonly Line[]): number {
  const reader = file.reader();
  return [...reader.read(lines), ...reader.end()].reduce((sum, { ok }) => sum + (ok ? 1 : -1), 0);
}

/** So many columns of a role are named. */
const SHOWN_COLUMNS = 5;

function whyTable(table: Table): string {
  const name = (column: number): string => table.heading?.[column] ?? `column ${column + 1}`;
  const named = roles.flatMap((role) => {
    const columns = table.mapping[role];
    if (columns === undefined) return [];
    const more = columns.length - SHOWN_COLUMNS;
    const shown = columns.slice(0, SHOWN_COLUMNS).map(name).join(', ');
    return [`${role} (${shown}${more > 0 ? ` and ${more} more` : ''})`];
  });
  if (table.layout.form === 'lines') return 'one text per line';
  const by = table.heading === null ? 'its columns look like' : 'its heading names';
  return `${by} ${named.join(', ')}; ${layoutName(table.layout)}`;
}

function notRecognised(kind: FileKind | null, sample: Sample): Question {
  const { reading } = sample;
  const likely = likelyColumns(sample);
  const asked = Object.entries(reading.columns).map(([role, names]) => `${role}=${(names ?? []).join('+')}`);
  const columns = asked.length === 0 ? '' : ` With the columns ${asked.join(',')} it yields no rows.`;
  if (kind?.form === 'table') {
    const { name, needs } = kind;
    const needed = needs.map((role) => `the ${roleNames[role]}`).join(' and ');
    return {
      message:
        `it cannot be read as ${name}, which needs ${needs.length === 1 ? 'a column' : 'columns'} for ${needed}.` +
        `${columns} Say which columns they are.`,
      remedies: [
        {
          setting: 'columns',
          values: needs.includes('text')
            ? examples(likely)
            : [needs.map((role, i) => `${role}=${i + 1}`).join(',')],
        },
      ],
    };
  }
  const known = fileKinds.map(({ description }) => description).join('; ');
  return {
    message: `not recognised.${columns} Say what it is: ${known}. Or say which columns it has.`,
    remedies: [
      { setting: 'as', values: kindNames },
      { setting: 'columns', values: examples(likely) },
    ],
  };
}

/** An example is copied, so it has to be right; where nothing shows what it could be, there is none. */
function examples(likely: string | null): string[] {
  return likely === null ? [] : [likely];
}
