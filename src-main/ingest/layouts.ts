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
    for (const quoted of quotings) {
      if (reading.quoted === null || reading.quoted === quoted)
        layouts.push({ form: 'delimited', delimiter, quoted });
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

/** Whether all fields that begin with a quote, of which there are some, end with one: quotes are then no text. */
export function quotesEnclose(lines: readonly Line[], delimiter: string): boolean {
  const found = quotedFields(lines, delimiter);
  return found.length > 0 && found.every(Boolean);
}

/** For each field that begins with a quote, whether it ends with one. */
function quotedFields(lines: readonly Line[], delimiter: string): boolean[] {
  const texts = lines.map(({ text }) => text).filter((text) => text.includes('"') || delimiter !== '\t');
  // Between tabs a field ends in its line; elsewhere one in quotes may have line breaks.
  const samples = delimiter === '\t' ? texts : [texts.join('\n')];
  const mark = `\\u{${delimiter.codePointAt(0)!.toString(16)}}`;
  const field = new RegExp(`(?<![^${mark}\n])"((?:[^"]|"")*"(?=\\s*?(?:[${mark}\n]|$)))?`, 'gu');
  return samples.flatMap((text) => Array.from(text.matchAll(field), ([, rest]) => rest !== undefined));
}
