import type { LabelColumns } from './columns.ts';
import { CsvRecords } from './csv-records.ts';
import type { CsvRecord } from './csv-records.ts';
import type { Line } from './lines.ts';
import type { Outcome, Problem, RecordReader } from './outcome.ts';

/** A text with its label, as they stand in the file. */
export interface LabelRow {
  text: string;
  value: string;
}

/** Reads the records of a text + label file. */
export class LabelRowReader implements RecordReader<LabelRow> {
  readonly #columns: LabelColumns;
  readonly #records: CsvRecords;
  #headingPassed: boolean;

  constructor(columns: LabelColumns) {
    this.#columns = columns;
    this.#records = new CsvRecords(columns.dialect);
    this.#headingPassed = columns.heading === null;
  }

  read(lines: readonly Line[]): Outcome<LabelRow>[] {
    return this.#outcomes(this.#records.read(lines));
  }

  end(): Outcome<LabelRow>[] {
    return this.#outcomes(this.#records.end());
  }

  #outcomes(records: CsvRecord[]): Outcome<LabelRow>[] {
    const start = this.#headingPassed ? 0 : 1;
    if (records.length > 0) this.#headingPassed = true;
    return records.slice(start).map((record) => {
      const row = rowOf(record, this.#columns);
      return 'kind' in row
        ? { place: record.place, ok: false, problem: row }
        : { place: record.place, ok: true, value: row };
    });
  }
}

function rowOf({ fields, overlong }: CsvRecord, columns: LabelColumns): LabelRow | Problem {
  if (overlong) return { kind: 'length', column: null, message: 'the line is longer than a record can be' };
  const { width, dialect } = columns;
  const whole = fields.length > width ? joinText(fields, columns) : fields;
  if (whole.length !== width) {
    return { kind: 'columns', column: null, message: `${fields.length} columns instead of ${width}` };
  }
  const text = whole[columns.textColumn]?.trim() ?? '';
  const value = whole[columns.labelColumn]?.trim() ?? '';
  if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
  if (value === '') return { kind: 'label', column: 'label', message: 'the label is empty' };
  if (value.length > 200) {
    return {
      kind: 'label',
      column: 'label',
      message: `a label of ${value.length} characters; is "${dialect.delimiter}" the delimiter?`,
    };
  }
  return { text, value };
}

/** A text that was not quoted falls apart at its commas; counted from both ends it is whole again. */
function joinText(fields: string[], { width, textColumn, dialect }: LabelColumns): string[] {
  const after = width - textColumn - 1;
  return [
    ...fields.slice(0, textColumn),
    fields.slice(textColumn, fields.length - after).join(dialect.delimiter),
    ...fields.slice(fields.length - after),
  ];
}
