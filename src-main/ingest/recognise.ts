import { extname } from 'node:path';
import { UserError } from '../errors.ts';
import { isEnoughFor, kindsOf, namedKind, needs, readerOf } from './file-kind.ts';
import type { FileKind, TableKind } from './file-kind.ts';
import { layoutName } from './layout.ts';
import { jsonShape, whyNotJsonLines } from './json-shape.ts';
import { possibleLayouts } from './layouts.ts';
import type { Line } from './lines.ts';
import { fileOf, questionOf } from './file-of-table.ts';
import { recognisedReading } from './reading.ts';
import type { Reading } from './reading.ts';
import { roles, rolesOfHeading } from './roles.ts';
import { quotesItsTexts } from './stockerbot.ts';
import { isHeading } from './stockerbot-line.ts';
import { findTimestamp } from './stockerbot-time.ts';
import { columnOf, findTable } from './table.ts';
import type { Table } from './table.ts';

const NO_EXPORT = 'it is JSON, not a StockerBot export. Say what it is (--as texts, --as labels).';

export interface Recognised {
  file: FileKind;
  /** How it was recognised, in words. */
  why: string;
}

/**
 * Recognises a file from its first lines; see `guess`.
 *
 * @throws UserError also where only the user knows how its days are written, or of which ticker its prices are.
 */
export function recognise(
  path: string,
  lines: readonly Line[],
  as: string | null,
  reading: Reading = recognisedReading,
): Recognised {
  const found = guess(path, lines, as, reading);
  const question = questionOf(found.file, lines, reading);
  if (question !== null) throw new UserError('input', `${path}: ${question}`);
  return found;
}

/**
 * What a file is by its first lines, as far as they tell; `as` names its kind where the user knows better, `reading` says how it is
 * to be read.
 *
 * @throws UserError when `as` is no kind, or the file cannot be read as that, or as anything, or in several ways.
 */
export function guess(path: string, lines: readonly Line[], as: string | null, reading: Reading): Recognised {
  const kind = namedKind(as);
  if (lines.every(({ text }) => text.trim() === '')) {
    throw new UserError('input', `${path}: the file is empty.`);
  }
  const shape = reading.delimiter === null ? jsonShape(path, lines) : null;
  const notJson = shape !== null && kind === 'stockerbot' ? NO_EXPORT : whyNotJsonLines(shape);
  if (notJson !== null) throw new UserError('input', `${path}: ${notJson}`);
  const stockerBot = shape === null ? whyStockerBot(lines) : null;
  if (kind === 'stockerbot' || (kind === null && stockerBot !== null && isUnasked(reading))) {
    const quoted = reading.quoted ?? quotesItsTexts(lines);
    return { file: { kind: 'stockerbot', quoted }, why: stockerBot ?? 'as requested' };
  }
  const best = bestTable(path, lines, kind, reading);
  if (best === null) throw notRecognised(path, kind, reading);
  if (typeof best === 'string') throw new UserError('input', `${path}: ${best}`);
  const { file } = best;
  const ofOne = file.kind === 'prices' && columnOf(file.table, 'ticker') === -1;
  const why = ofOne
    ? `${best.why}; prices of ${file.ticker}${reading.ticker === null ? ', going by the file name' : ''}`
    : best.why;
  return { file, why: kind === null ? why : `as requested; ${why}` };
}

function isUnasked({ delimiter, columns, heading }: Reading): boolean {
  return delimiter === null && heading === null && Object.keys(columns).length === 0;
}

function whyStockerBot(lines: readonly Line[]): string | null {
  const [first] = lines;
  if (first !== undefined && isHeading(first.text)) return 'its heading is that of a StockerBot export';
  const dated = lines.filter(({ text }) => findTimestamp(text) !== null).length;
  return dated > 0 && dated * 2 >= lines.filter(({ text }) => text.trim() !== '').length
    ? 'most lines contain a timestamp in the format of Twitter, as in a StockerBot export'
    : null;
}

/** The reading of the sample that recovers the most rows; a sentence where only the user knows what the file is. */
function bestTable(
  path: string,
  lines: readonly Line[],
  kind: TableKind | null,
  reading: Reading,
): Recognised | string | null {
  let best: { score: number; found: Recognised | string } | null = null;
  for (const layout of possibleLayouts(path, lines, reading)) {
    const isEnough = (mapping: Table['mapping']): boolean =>
      kind === null ? kindsOf(mapping).length > 0 : isEnoughFor(kind, mapping);
    const table = findTable(lines, layout, reading, isEnough);
    if (table === null || (isPlainText(path) && kind === null && isProse(table))) continue;
    const found = kind === null ? kindsOf(table.mapping) : [kind];
    const files = found.map((one) => fileOf(path, one, table, lines, reading));
    const score = Math.max(...files.map((file) => scoreOf(file, lines)));
    if (best !== null && score <= best.score) continue;
    const why = whyTable(table);
    const [file] = files;
    if (file === undefined) continue;
    best = {
      score,
      found:
        found.length === 1
          ? { file, why }
          : `it could be ${found.join(' or ')} (${why}). Say which (${found.map((one) => `--as ${one}`).join(', ')}).`,
    };
  }
  if (best !== null) return best.found;
  return plainTexts(path, lines, kind, reading);
}

function isPlainText(path: string): boolean {
  return ['.txt', '.text'].includes(extname(path).toLowerCase());
}

/** Commas between nothing that is known: those of sentences. */
function isProse({ layout, heading }: Table): boolean {
  const isKnown = heading !== null && Object.keys(rolesOfHeading(heading)).length > 0;
  return layout.form === 'delimited' && layout.delimiter === ',' && !isKnown;
}

/** Without columns, a file that its name or the user calls a text is one text a line. */
function plainTexts(
  path: string,
  lines: readonly Line[],
  kind: TableKind | null,
  reading: Reading,
): Recognised | null {
  const said = kind === 'texts' || reading.delimiter === '\n';
  if ((kind !== null && kind !== 'texts') || !(isPlainText(path) || said)) return null;
  if (reading.delimiter === null && jsonShape(path, lines) !== null) return null;
  const table = findTable(lines, { form: 'lines' }, { ...reading, columns: {} }, () => true);
  if (table === null) return null;
  return {
    file: { kind: 'texts', table, dates: 'ymd' },
    why: 'it has no known columns, so each line is a text',
  };
}

/** How many rows of the sample are read well, less those that are not. */
function scoreOf(file: FileKind, lines: readonly Line[]): number {
  // What ticker a file of prices is about is asked later.
  const reader = readerOf(file.kind === 'prices' ? { ...file, ticker: file.ticker ?? 'TICKER' } : file);
  return [...reader.read(lines), ...reader.end()].reduce((sum, { ok }) => sum + (ok ? 1 : -1), 0);
}

function whyTable(table: Table): string {
  const name = (column: number): string => table.heading?.[column] ?? `column ${column + 1}`;
  const named = roles.flatMap((role) => {
    const columns = table.mapping[role];
    return columns === undefined ? [] : [`${role} (${columns.map(name).join(', ')})`];
  });
  if (table.layout.form === 'lines') return 'one text per line';
  const by = table.heading === null ? 'its columns look like' : 'its heading names';
  return `${by} ${named.join(', ')}; ${layoutName(table.layout)}`;
}

/** Hints for the command line stand in brackets, so that the window can leave them out. */
function notRecognised(path: string, kind: TableKind | null, reading: Reading): UserError {
  const asked = Object.entries(reading.columns).map(([role, names]) => `${role}=${(names ?? []).join('+')}`);
  const columns = asked.length === 0 ? '' : ` With the columns ${asked.join(',')} it yields no rows.`;
  return new UserError(
    'input',
    kind === null
      ? `${path}: not recognised.${columns} Say what it is: a StockerBot export (--as stockerbot), texts and labels ` +
          '(--as labels), texts with a date or a ticker, or one text per line (--as texts), prices (--as prices), ' +
          'or tickers and names (--as companies); and what its columns are (--columns text=2,label=1).'
      : `${path}: it cannot be read as ${kind}, which needs ${needs[kind]}.${columns} Say which columns they are (--columns text=2,label=1).`,
  );
}
