import type { Problem } from './outcome.ts';
import type { RowReader } from './table-reader.ts';
import { columnOf } from './table.ts';
import type { Table } from './table.ts';

/** A text with its label, as they stand in the file. */
export interface LabelRow {
  text: string;
  value: string;
}

/** Longer ones are texts: the columns were taken for one another. */
const MAX_LABEL_LETTERS = 200;

/** Reads the rows of a text + label file. */
export function labelRow(table: Table): RowReader<LabelRow> {
  const textColumn = columnOf(table, 'text');
  const labelColumn = columnOf(table, 'label');
  return (fields) => {
    const text = fields[textColumn]?.trim() ?? '';
    const value = fields[labelColumn]?.trim() ?? '';
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    if (value === '') return { kind: 'label', column: 'label', message: 'the label is empty' };
    return tooLong(value, table) ?? { text, value };
  };
}

/** What is wrong with a label that is as long as a text. */
export function tooLong(value: string, { layout }: Table): Problem | null {
  if (value.length <= MAX_LABEL_LETTERS) return null;
  const question = layout.form === 'delimited' ? `; is "${layout.delimiter}" the delimiter?` : '';
  return { kind: 'label', column: 'label', message: `a label of ${value.length} characters${question}` };
}
