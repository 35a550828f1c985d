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

/** Whether a record is complete, goes on in the next line, or cannot: a quote in it seems to have been opened by mistake. */
type RecordState = 'complete' | 'open' | 'broken';

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
  const isEscaped = escaped && record.includes('\\');
  if (!isEscaped && (!quoted || !record.includes('"'))) return record.split(delimiter);
  const reader = new RecordFields({ delimiter, quoted, escaped });
  return reader.take(record) === 'complete' ? reader.fields : null;
}

/** Reads the fields of a record line by line, each of which is looked at once. */
export class RecordFields {
  readonly #dialect: Dialect;
  #reader: QuotedFields | EscapedFields;
  /** The lines so far, as long as no backslash says by which rule they are to be read. */
  #lines = '';

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#reader = new QuotedFields(dialect.delimiter);
  }

  get fields(): string[] {
    return this.#reader.fields;
  }

  /** Takes the next line. */
  take(line: string): RecordState {
    const { delimiter, quoted, escaped = false } = this.#dialect;
    if (!escaped || this.#reader instanceof EscapedFields) return this.#reader.take(line);
    const before = this.#lines;
    this.#lines += `${line}\n`;
    if (!line.includes('\\')) return this.#reader.take(line);
    this.#reader = new EscapedFields(delimiter, quoted);
    return this.#reader.take(before + line);
  }
}

const OPEN = -1;
const BROKEN = -2;

class QuotedFields {
  readonly #delimiter: string;
  readonly fields: string[] = [];
  /** What the field whose quote is open has so far; null: none is. */
  #open: string | null = null;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
  }

  take(line: string): RecordState {
    const delimiter = this.#delimiter;
    for (let at = 0; at <= line.length;) {
      let field = '';
      if (this.#open !== null || line[at] === '"') {
        const from = this.#open === null ? at + 1 : at;
        const closing = closingQuote(line, from, delimiter, this.#open !== null);
        if (closing === BROKEN) return 'broken';
        if (closing === OPEN) {
          this.#open = `${this.#open ?? ''}${line.slice(from)}\n`;
          return 'open';
        }
        field = `${this.#open ?? ''}${line.slice(from, closing)}`.replaceAll('""', '"');
        this.#open = null;
        at = closing + 1;
      }
      const end = line.indexOf(delimiter, at);
      const until = end === -1 ? line.length : end;
      this.fields.push(field + line.slice(at, until));
      at = until + delimiter.length;
    }
    return 'complete';
  }
}

/**
 * The quote that closes a field. One before anything but a delimiter is text that the writer forgot to double; after a
 * line break it is more likely the beginning of another field, so that the first one was never closed.
 *
 * @param isContinued the field began in an earlier line
 * @returns where it stands; `OPEN`: in a later line, `BROKEN`: nowhere
 */
function closingQuote(line: string, from: number, delimiter: string, isContinued: boolean): number {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 1)) {
    if (line[at + 1] === '"') at++;
    else if (endsField(line, at + 1, delimiter)) return at;
    else if (isContinued || isStrayEnd(line[at + 1]) || line.lastIndexOf('\n', at) >= from) return BROKEN;
  }
  return OPEN;
}

/** Whether a character is an end of lines where other lines do not end so. */
function isStrayEnd(letter: string | undefined): boolean {
  return letter === '\r' || letter === '\n';
}

/** Whether nothing but blanks stands before the next delimiter or the end. */
function endsField(line: string, from: number, delimiter: string): boolean {
  let at = from;
  while (line[at] === ' ' || line[at] === '\r') at++;
  return at === line.length || line.startsWith(delimiter, at);
}

/** The fields of a record in which a backslash may stand before a quote or a delimiter. */
class EscapedFields {
  readonly #delimiter: string;
  readonly #quoted: boolean;
  readonly fields: string[] = [];
  #field = '';
  #isOpen = false;

  constructor(delimiter: string, quoted: boolean) {
    this.#delimiter = delimiter;
    this.#quoted = quoted;
  }

  take(line: string): RecordState {
    const delimiter = this.#delimiter;
    if (this.#isOpen) this.#field += '\n';
    for (let at = 0; at < line.length; at++) {
      const next = line[at + 1];
      if (line[at] === '\\' && (next === '"' || next === '\\' || next === delimiter))
        this.#field += line[++at];
      else if (this.#quoted && line[at] === '"' && (this.#isOpen || this.#field === ''))
        this.#isOpen = !this.#isOpen;
      else if (!this.#isOpen && line.startsWith(delimiter, at)) {
        this.fields.push(this.#field);
        this.#field = '';
        at += delimiter.length - 1;
      } else this.#field += line[at];
    }
    if (this.#isOpen) return 'open';
    this.fields.push(this.#field);
    return 'complete';
  }
}
