import { counted } from '../counted.ts';
import type { CsvRecord } from './csv-records.ts';
import { recordsOf } from './layout.ts';
import type { Records } from './layout.ts';
import type { Line } from './lines.ts';
import type { Outcome, Problem, RecordReader } from './outcome.ts';
import { columnName } from './roles.ts';
import type { Table } from './table.ts';
import { columnOf } from './table.ts';

/** Makes a value of the fields of a row, as many as the table has columns, or says what is wrong with them. */
export type RowReader<T> = (fields: readonly string[]) => T | Problem;

/** Reads the rows of a table: looks after its heading, its width and its layout, and leaves the rest to `rowOf`. */
export class TableReader<T extends object> implements RecordReader<T> {
  readonly #table: Table;
  readonly #records: Records;
  readonly #rowOf: RowReader<T>;
  readonly #wholeFields: WholeFields;

  constructor(table: Table, rowOf: RowReader<T>) {
    this.#table = table;
    this.#records = recordsOf(table.layout);
    this.#rowOf = rowOf;
    this.#wholeFields = wholeFields(table);
  }

  read(lines: readonly Line[]): Outcome<T>[] {
    return this.#outcomes(this.#records.read(lines));
  }

  end(): Outcome<T>[] {
    return this.#outcomes(this.#records.end());
  }

  #outcomes(records: CsvRecord[]): Outcome<T>[] {
    const outcomes: Outcome<T>[] = [];
    for (const record of records) {
      const { place } = record;
      if (place.line === this.#table.headingLine) continue;
      const row = this.#row(record);
      outcomes.push('kind' in row ? { place, ok: false, problem: row } : { place, ok: true, value: row });
    }
    return outcomes;
  }

  #row({ fields, place, overlong, problem, unclosed = false }: CsvRecord): T | Problem {
    const { width, headingLine, heading } = this.#table;
    if (overlong) return { kind: 'length', column: null, message: 'the line is longer than a record can be' };
    if (problem) return problem;
    // What the columns hold can still tell fields apart that were written without quotes.
    if (unclosed && (this.#table.align === undefined || place.raw.includes('""'))) {
      return { kind: 'quotes', column: null, message: 'a quote is opened and never closed' };
    }
    if (place.line < headingLine) {
      return {
        kind: 'heading',
        column: null,
        message: `it comes before the heading, which is line ${headingLine}`,
      };
    }
    const isWide = fields.length === width;
    if (headingLine > 0 && isWide && fields.every((field, i) => columnName(field) === heading?.[i])) {
      return { kind: 'heading', column: null, message: 'the heading, repeated among the records' };
    }
    // Put together, several records would be one.
    if (fields.length > width && /[\r\n]/.test(place.raw)) {
      const message = `${counted(fields.length, 'column')} instead of ${width}, with a line break among them that quotes do not enclose`;
      return { kind: 'columns', column: null, message };
    }
    const whole = this.#wholeFields(fields, place.raw);
    if (!Array.isArray(whole)) return whole;
    if (whole.length !== width) {
      return {
        kind: 'columns',
        column: null,
        message: `${counted(fields.length, 'column')} instead of ${width}`,
      };
    }
    return this.#rowOf(whole);
  }
}

/** The fields of a record, as many as the table has columns where that can be told, or what is wrong with them. */
type WholeFields = (fields: string[], raw: string) => string[] | Problem;

/** Puts the fields of a record together again where delimiters stand in them that no quotes enclose. */
export function wholeFields(table: Table): WholeFields {
  const { width, layout, align } = table;
  // Of several parts of a text nobody knows which one fell apart.
  const text = (table.mapping.text ?? []).length === 1 ? columnOf(table, 'text') : -1;
  return (fields, raw) => {
    if (align !== undefined && layout.form === 'delimited') {
      if (!layout.quoted) return align(fields);
      // A record whose quotes went wrong may still be one that was written without them.
      return fields.length === width ? fields : align(raw.split(layout.delimiter));
    }
    return fields.length > width && text !== -1 ? joinText(fields, text, table) : fields;
  };
}

/** A text that was not quoted falls apart at its delimiters; counted from both ends it is whole again. */
function joinText(fields: string[], text: number, { width, layout }: Table): string[] {
  const after = width - text - 1;
  return [
    ...fields.slice(0, text),
    fields.slice(text, fields.length - after).join(layout.form === 'delimited' ? layout.delimiter : ''),
    ...fields.slice(fields.length - after),
  ];
}
