/** The fields of one record of a delimited file as whoever corrects it edits them, and the record that has such fields. */
import type { Dialect } from './csv-fields.ts';
import type { RecognisedFile } from './kinds/kind.ts';
import { recordsOf } from './layout.ts';
import type { Line } from './lines.ts';
import { wholeFields } from './table-reader.ts';

/** How the fields of a file's records are delimited; null: they are not, or nobody knows how many there are. */
export function dialectOf({ table, layout }: Pick<RecognisedFile, 'table' | 'layout'>): Dialect | null {
  return table !== null && layout.form === 'delimited' ? layout : null;
}

/**
 * The fields of a record, one for each column of its file.
 *
 * @param first the first lines of the file, which show whether quotes enclose fields
 * @param lines those of one record
 * @returns null if they cannot be told: there are more or fewer, or a quote is never closed
 */
export function fieldsOfRecord(
  file: RecognisedFile,
  first: readonly Line[],
  lines: readonly Line[],
): string[] | null {
  const { table } = file;
  if (table === null || dialectOf(file) === null) return null;
  const records = recordsOf(table.layout);
  records.read(first);
  records.end();
  const [record, ...others] = [...records.read(lines), ...records.end()];
  if (record === undefined || others.length > 0 || record.problem !== null || record.unclosed) return null;
  const fields = wholeFields(table)(record.fields, record.place.raw);
  return Array.isArray(fields) && fields.length === table.width ? fields : null;
}

/** The record with these fields. Without quotes, a field that holds a delimiter or a line break is read as several. */
export function recordOfFields(fields: readonly string[], { delimiter, quoted, escaped }: Dialect): string {
  const written = (field: string): string => {
    const plain = escaped ? field.replaceAll('\\', String.raw`\\`) : field;
    if (!quoted) return escaped ? plain.replaceAll(delimiter, `\\${delimiter}`) : plain;
    const isPlain = plain === field && !field.includes(delimiter) && !/["\r\n]/u.test(field);
    return isPlain ? field : `"${plain.replaceAll('"', escaped ? String.raw`\"` : '""')}"`;
  };
  return fields.map(written).join(delimiter);
}
