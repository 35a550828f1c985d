import { RecordFields, splitFields } from './csv-fields.ts';
import type { Dialect } from './csv-fields.ts';
import type { Line } from './lines.ts';
import type { Place, Problem } from './outcome.ts';

export interface CsvRecord {
  fields: string[];
  place: Place;
  /** The line was longer than a line may be. */
  overlong: boolean;
  /** A quote in it was opened and never closed, so that nobody knows where its fields end. */
  unclosed?: boolean;
  /** Why it has no fields, where that is known. */
  problem: Problem | null;
}

/** A record with more line breaks than this has a quote that was never meant to open. */
const MAX_RECORD_LINES = 100;

/**
 * Puts lines together to records, where a field in quotes holds line breaks. A quote that does not close swallows
 * nothing: its line is read as a record by itself, the quote as text, and the lines after it as if nothing had been.
 */
export class CsvRecords {
  readonly #dialect: Dialect;
  #open: Line[] = [];
  /** What of the open lines was read. */
  #fields: RecordFields;
  /** Whether a field was enclosed in quotes that it needed. */
  #encloses = false;

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    this.#fields = new RecordFields(dialect);
  }

  read(lines: readonly Line[]): CsvRecord[] {
    const records: CsvRecord[] = [];
    for (const line of lines) this.#take(line, records);
    return records;
  }

  end(): CsvRecord[] {
    const records: CsvRecord[] = [];
    while (this.#open.length > 0) this.#giveUp(records);
    return records;
  }

  #take(line: Line, records: CsvRecord[]): void {
    if (this.#open.length === 0) {
      if (line.text.trim() === '') return;
      const { delimiter, quoted, escaped } = this.#dialect;
      const fields = splitFields(line.text, delimiter, quoted, escaped);
      this.#open.push(line);
      if (fields !== null) return this.#complete(fields, records);
      this.#fields = new RecordFields(this.#dialect);
      this.#fields.take(line.text);
      return;
    }
    this.#open.push(line);
    const state = this.#fields.take(line.text);
    if (state === 'complete') this.#complete(this.#fields.fields, records);
    else if (state === 'broken' || this.#open.length > MAX_RECORD_LINES) this.#giveUp(records);
  }

  #complete(fields: string[], records: CsvRecord[]): void {
    const raw = this.#open.map(({ text }) => text).join('\n');
    this.#encloses ||= fields.some((field) => field.includes(this.#dialect.delimiter)) && raw.includes('"');
    records.push(recordOf(fields, this.#open[0]!, raw));
    this.#open = [];
  }

  #giveUp(records: CsvRecord[]): void {
    const [first, ...others] = this.#open;
    this.#open = [];
    if (first === undefined) return;
    const fields = first.text.split(this.#dialect.delimiter);
    // In a file that encloses no field, a quote at its beginning is text.
    const unclosed = this.#encloses || first.text.includes('""');
    records.push({ ...recordOf(fields, first, first.text), unclosed });
    for (const line of others) this.#take(line, records);
  }
}

function recordOf(fields: string[], first: Line, raw: string): CsvRecord {
  const place = { line: first.number, byte: first.byte, raw };
  return { fields, place, overlong: first.overlong, problem: null };
}
