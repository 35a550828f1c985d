import { CsvRecords } from './csv-records.ts';
import type { Dialect } from './csv-fields.ts';
import type { CsvRecord } from './csv-records.ts';
import { JsonRecords } from './json-records.ts';
import type { JsonForm } from './json-records.ts';
import type { Line } from './lines.ts';

/** How the lines of a file make up records: fields between delimiters, one text a line, JSON objects. */
export type Layout =
  | ({ form: 'delimited' } & Dialect)
  | { form: 'lines' }
  | { form: 'json'; keys: readonly string[]; objects: JsonForm };

/** Turns lines into records; `end` gives what is still open when the file ends. */
export interface Records {
  read(lines: readonly Line[]): CsvRecord[];
  end(): CsvRecord[];
}

export function recordsOf(layout: Layout): Records {
  if (layout.form === 'json') return new JsonRecords(layout.keys, layout.objects);
  // A line holds no line feed: it is one field.
  return new CsvRecords(layout.form === 'lines' ? { delimiter: '\n', quoted: false } : layout);
}

/** The first records of a file. */
export function sampleRecords(lines: readonly Line[], layout: Layout): CsvRecord[] {
  const records = recordsOf(layout);
  const sample = records.read(lines);
  return sample.length > 0 ? sample : records.end();
}

export const DELIMITER_NAMES: Readonly<Record<string, string>> = {
  ',': 'comma',
  '\t': 'tab',
  ';': 'semicolon',
  '|': 'bar',
};

/** A layout in words: `comma, quotes enclose fields`. */
export function layoutName(layout: Layout): string {
  if (layout.form === 'lines') return 'one text per line';
  if (layout.form === 'json') return layout.objects === 'lines' ? 'one JSON object per line' : 'JSON objects';
  const delimiter = DELIMITER_NAMES[layout.delimiter] ?? `"${layout.delimiter}"`;
  const quotes = layout.quoted ? 'quotes enclose fields' : 'quotes are text';
  return `${delimiter}, ${quotes}${layout.escaped === true ? ', backslashes before quotes and delimiters' : ''}`;
}
