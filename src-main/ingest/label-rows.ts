import { counted } from '../counted.ts';
import { labelColumns } from './label-columns.ts';
import type { LabelColumn } from './label-columns.ts';
import type { Problem } from './outcome.ts';
import type { RowReader } from './table-reader.ts';
import { valueOf } from './table.ts';
import type { Table } from './table.ts';

/** A text with its labels, as they stand in the file. */
export interface LabelRow {
  text: string;
  /** In the order of the table's labels; empty if the row has none, but for one of them. */
  values: string[];
}

/** Longer ones are texts: the columns were taken for one another. */
const MAX_LABEL_LETTERS = 200;

/** Reads the rows of a text + label file; `labels`: which of its labels, by default all. */
export function labelRow(
  table: Table,
  labels: readonly LabelColumn[] = labelColumns(table),
): RowReader<LabelRow> {
  const textOf = valueOf(table, 'text');
  return (fields) => {
    const text = textOf(fields).trim();
    const values = labels.map((label) => label.read(fields));
    if (text === '') return { kind: 'text', column: 'text', message: 'the text is empty' };
    if (values.every((value) => value === '')) {
      const written = fields[labels[0]?.columns[0] ?? -1]?.trim() ?? '';
      const message = written === '' ? 'the label is empty' : `"${written.slice(0, 64)}" stands for no label`;
      return { kind: 'label', column: 'label', message };
    }
    const problem = values.map((value) => tooLong(value, table)).find((found) => found !== null);
    return problem ?? { text, values };
  };
}

/** What is wrong with a label that is as long as a text. */
export function tooLong(value: string, { layout }: Table): Problem | null {
  if (value.length <= MAX_LABEL_LETTERS) return null;
  const question = layout.form === 'delimited' ? `; is "${layout.delimiter}" the delimiter?` : '';
  return {
    kind: 'label',
    column: 'label',
    message: `a label of ${counted(value.length, 'character')}${question}`,
  };
}
