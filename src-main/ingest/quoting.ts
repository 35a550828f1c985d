/** Whether quotes enclose the fields of a file, or are part of its texts. */
import { sampleRecords } from './layout.ts';
import type { Line } from './lines.ts';

/**
 * Whether the records of some lines were written with quotes around fields that need them: those with delimiters, line
 * breaks or quotes. Records whose quotes no such writer would have written speak against it.
 *
 * @param width number of columns
 */
export function quotesFields(lines: readonly Line[], delimiter: string, width: number): boolean {
  const rest = delimiter.replaceAll(/[\\^$.|?*+()[\]{}-]/g, String.raw`\$&`);
  const field = `(?:"(?:[^"]|"")*"|[^"${rest}\\n]*)`;
  const written = new RegExp(`^${field}(?:${rest}${field})*$`);
  const enclosed = new RegExp(`(?<=^|${rest})"(?:[^"]|"")*"(?=${rest}|$)`, 'g');
  let enclosing = 0;
  let bare = 0;
  for (const { fields, place } of sampleRecords(lines, { form: 'delimited', delimiter, quoted: true })) {
    if (!place.raw.includes('"')) continue;
    const found = place.raw.match(enclosed) ?? [];
    const isNeeded = found.some((one) => /""|\n/.test(one.slice(1, -1)) || one.includes(delimiter));
    if (fields.length === width && written.test(place.raw) && (isNeeded || found.length > 1)) enclosing++;
    else bare++;
  }
  return enclosing > bare;
}
