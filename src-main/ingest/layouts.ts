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
    const quotings = quotesWholeFields(lines, delimiter) ? [true, false] : [false, true];
    for (const quoted of quotings) {
      if (reading.quoted === null || reading.quoted === quoted)
        layouts.push({ form: 'delimited', delimiter, quoted });
    }
  }
  return layouts;
}

/**
 * Whether quotes enclose fields: not where fields begin with one and do not end with one. Texts hold commas, so those
 * do not count; and between tabs a quote is text until fields show that it is not, since a quote that was taken to
 * open a field swallows records, and one that was not is only seen in the text.
 */
function quotesWholeFields(lines: readonly Line[], delimiter: string): boolean {
  if (delimiter === ',') return true;
  const fields = lines
    .filter(({ text }) => text.includes('"'))
    .flatMap(({ text }) => text.split(delimiter))
    .filter((field) => field.startsWith('"'));
  if (fields.length === 0) return delimiter !== '\t';
  return fields.every((field) => field.length > 1 && field.trimEnd().endsWith('"'));
}
