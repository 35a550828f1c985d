/**
 * The fields of one CSV record. A field that begins with a quote runs to its closing quote, over delimiters and line
 * breaks, and `""` in it is a quote; anywhere else a quote is text.
 *
 * @returns null when a quote is still open at the end.
 */
export function splitFields(record: string, delimiter: string, quoted: boolean): string[] | null {
  if (!quoted || !record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; at <= record.length;) {
    let field = '';
    if (record[at] === '"') {
      const closing = closingQuote(record, at + 1);
      if (closing === -1) return null;
      field = record.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    }
    const end = record.indexOf(delimiter, at);
    const until = end === -1 ? record.length : end;
    fields.push(field + record.slice(at, until));
    at = until + 1;
  }
  return fields;
}

function closingQuote(record: string, from: number): number {
  let at = record.indexOf('"', from);
  while (at !== -1 && record[at + 1] === '"') at = record.indexOf('"', at + 2);
  return at;
}
