/** How a delimited file is written. */
export interface Dialect {
  delimiter: string;
  /** Fields may stand in quotes; else a quote is text like any other. */
  quoted: boolean;
  /**
   * A backslash takes the meaning from the quote, delimiter or backslash after it, as Spark and MySQL write them, and
   * pandas with `escapechar`; else it is text.
   */
  escaped?: boolean;
}

/**
 * The fields of one CSV record. A field that begins with a quote runs to its closing quote, which stands before a
 * delimiter or the end, over delimiters and line breaks, and `""` in it is a quote; anywhere else a quote is text.
 *
 * @returns null when a quote is still open at the end, or seems to have been opened by mistake.
 */
export function splitFields(
  record: string,
  delimiter: string,
  quoted: boolean,
  escaped = false,
): string[] | null {
  if (escaped && record.includes('\\')) return escapedFields(record, delimiter, quoted);
  if (!quoted || !record.includes('"')) return record.split(delimiter);
  const fields: string[] = [];
  for (let at = 0; at <= record.length;) {
    let field = '';
    if (record[at] === '"') {
      const closing = closingQuote(record, at + 1, delimiter);
      if (closing === -1) return null;
      field = record.slice(at + 1, closing).replaceAll('""', '"');
      at = closing + 1;
    }
    const end = record.indexOf(delimiter, at);
    const until = end === -1 ? record.length : end;
    fields.push(field + record.slice(at, until));
    at = until + delimiter.length;
  }
  return fields;
}

/**
 * The quote that closes a field. One before anything but a delimiter is text that the writer forgot to double; after a
 * line break it is more likely the beginning of another field, so that the first one was never closed.
 */
function closingQuote(record: string, from: number, delimiter: string): number {
  for (let at = record.indexOf('"', from); at !== -1; at = record.indexOf('"', at + 1)) {
    if (record[at + 1] === '"') at++;
    else if (endsField(record, at + 1, delimiter)) return at;
    else if (record.lastIndexOf('\n', at) >= from) return -1;
  }
  return -1;
}

/** Whether nothing but blanks stands before the next delimiter or the end. */
function endsField(record: string, from: number, delimiter: string): boolean {
  let at = from;
  while (record[at] === ' ' || record[at] === '\r') at++;
  return at === record.length || record.startsWith(delimiter, at);
}

/** The fields of a record in which a backslash may stand before a quote or a delimiter. */
function escapedFields(record: string, delimiter: string, quoted: boolean): string[] | null {
  const fields: string[] = [];
  let field = '';
  let isOpen = false;
  for (let at = 0; at < record.length; at++) {
    const next = record[at + 1];
    if (record[at] === '\\' && (next === '"' || next === '\\' || next === delimiter)) field += record[++at];
    else if (quoted && record[at] === '"' && (isOpen || field === '')) isOpen = !isOpen;
    else if (!isOpen && record.startsWith(delimiter, at)) {
      fields.push(field);
      field = '';
      at += delimiter.length - 1;
    } else field += record[at];
  }
  return isOpen ? null : [...fields, field];
}
