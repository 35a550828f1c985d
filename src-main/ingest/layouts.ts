import { splitFields } from './csv-fields.ts';
import { labelDelimiters } from './label-edges.ts';
import { jsonKeys } from './json-records.ts';
import { formOfShape, jsonShape } from './json-shape.ts';
import type { Layout } from './layout.ts';
import type { Line } from './lines.ts';
import type { Reading } from './reading.ts';

export const DELIMITERS = [',', '\t', ';', '|'];

/**
 * The layouts that the first lines of a file may have, likelier ones first; those that the user rules out are left out.
 * JSON is never taken for anything else: the commas of a broken line are no columns.
 */
export function possibleLayouts(path: string, lines: readonly Line[], reading: Reading): Layout[] {
  if (reading.delimiter === '\n') return [{ form: 'lines' }];
  const shape = reading.delimiter === null ? jsonShape(path, lines) : null;
  if (shape !== null) {
    const objects = formOfShape(shape);
    const keys = jsonKeys(lines, objects);
    return keys.length > 0 ? [{ form: 'json', keys, objects }] : [];
  }
  const layouts: Layout[] = [];
  const delimiters =
    reading.delimiter === null
      ? [
          ...DELIMITERS.filter(
            (delimiter) => delimiter === ',' || lines.some(({ text }) => text.includes(delimiter)),
          ),
          ...labelDelimiters(lines, DELIMITERS),
        ]
      : [reading.delimiter];
  for (const delimiter of delimiters) {
    const quotings = likelierQuotings(lines, delimiter);
    const escaped = areEscaped(lines, delimiter);
    for (const quoted of quotings) {
      if (reading.quoted === null || reading.quoted === quoted)
        layouts.push({ form: 'delimited', delimiter, quoted, ...(escaped ? { escaped } : {}) });
    }
  }
  return layouts;
}

/**
 * Whether quotes enclose fields, the likelier answer first: not where fields begin with one and do not end with one. Texts
 * hold commas, so those decide nothing; and between tabs a quote is text until fields show that it is not, since a quote
 * that was taken to open a field swallows records, and one that was not is only seen in the text.
 */
function likelierQuotings(lines: readonly Line[], delimiter: string): readonly boolean[] {
  if (delimiter === ',') return [true, false];
  const found = quotedFields(lines, delimiter);
  const enclose = found.length === 0 ? delimiter !== '\t' : found.every(Boolean);
  return [enclose, !enclose];
}

/** Of this share of the fields that begin with a quote, the others may be damaged. */
const SHARE_ENCLOSED = 0.75;

/** Whether nearly all fields that begin with a quote, of which there are some, end with one: quotes are then no text. */
export function quotesEnclose(lines: readonly Line[], delimiter: string): boolean {
  const found = quotedFields(lines, delimiter);
  return found.length > 0 && found.filter(Boolean).length >= SHARE_ENCLOSED * found.length;
}

/**
 * Whether backslashes stand before the quotes in fields, or before the delimiters in them. Where quotes are doubled a
 * backslash is text, and so it is where records have as many fields with it as without it.
 */
export function areEscaped(lines: readonly Line[], delimiter: string): boolean {
  const marked = lines.filter(({ text }) => text.includes('\\"') || text.includes(`\\${delimiter}`));
  if (marked.length === 0) return false;
  const widthOf = (text: string, escaped: boolean): number =>
    splitFields(text, delimiter, true, escaped)?.length ?? 0;
  const width = mostFrequent(lines.map(({ text }) => widthOf(text, true)));
  const fitting = marked.filter(({ text }) => widthOf(text, true) === width);
  const isBetter = fitting.some(({ text }) => widthOf(text, false) !== width || hasEscapedQuote(text));
  const isDoubled = marked.some(({ text }) => /\\""[^\s,;|]/.test(text));
  return width > 1 && isBetter && !isDoubled && fitting.length * 10 >= marked.length * 9;
}

/** Whether a field in quotes has a quote with a backslash before it. */
export function hasEscapedQuote(text: string): boolean {
  return /(?:^|[^\\\p{L}\p{N}\s"])"(?:[^"\\]|\\.)*\\"/u.test(text);
}

function mostFrequent(values: readonly number[]): number {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? 0;
}

/** For each field that begins with a quote, whether it ends with one. */
function quotedFields(lines: readonly Line[], delimiter: string): boolean[] {
  const texts = lines.map(({ text }) => text).filter((text) => text.includes('"') || delimiter !== '\t');
  // Between tabs a field ends in its line; elsewhere one in quotes may have line breaks.
  const samples = delimiter === '\t' ? texts : [texts.join('\n')];
  const mark = Array.from(delimiter, (sign) => `\\u{${sign.codePointAt(0)!.toString(16)}}`).join('');
  const field = new RegExp(`(?<![^${mark}\n])"((?:[^"]|"")*"(?=\\s*?(?:[${mark}\n]|$)))?`, 'gu');
  return samples.flatMap((text) => Array.from(text.matchAll(field), ([, rest]) => rest !== undefined));
}
