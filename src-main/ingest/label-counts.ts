import { labelColumns } from './label-columns.ts';
import type { LabelColumn } from './label-columns.ts';
import { labelRow } from './label-rows.ts';
import type { LabelRow } from './label-rows.ts';
import { labelNumber } from './label-values.ts';
import { LineReader } from './lines.ts';
import type { Line } from './lines.ts';
import type { Outcome } from './outcome.ts';
import type { EncodingName } from './reading.ts';
import { TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

/** How often each label stands in a column. */
export interface LabelCounts {
  column: LabelColumn;
  /** Rows that have a label. */
  labelled: number;
  counts: Map<string, number>;
  /** The line of the first row that has each label. */
  lines: Map<string, number>;
}

/** More numbers are not kept, and at twice as many values of any sort counting stops: memory would grow with the file. */
const MOST_VALUES = 20_000;

/** The labels of a table's first lines, as they stand in the file. */
export function countSampleLabels(table: Table, lines: readonly Line[]): LabelCounts[] {
  const counter = new Counter(table);
  counter.take(counter.reader.read(lines));
  counter.take(counter.reader.end());
  return counter.found;
}

/** The labels of a file, read once for it, as they stand in the file. */
export async function countLabels(
  table: Table | null,
  { path, encoding }: { path: string; encoding: EncodingName | null },
): Promise<LabelCounts[]> {
  if (table === null) return [];
  const counter = new Counter(table);
  if (counter.found.length === 0) return [];
  for await (const batch of new LineReader(path, encoding).batches()) {
    counter.take(counter.reader.read(batch.lines));
    if (counter.isFull) return counter.found;
  }
  counter.take(counter.reader.end());
  return counter.found;
}

class Counter {
  readonly found: LabelCounts[];
  readonly reader: TableReader<LabelRow>;

  constructor(table: Table) {
    const columns = labelColumns(table);
    this.found = columns.map((column) => ({ column, labelled: 0, counts: new Map(), lines: new Map() }));
    this.reader = new TableReader(table, labelRow(table, columns));
  }

  get isFull(): boolean {
    return this.found.some(({ counts }) => counts.size > 2 * MOST_VALUES);
  }

  take(outcomes: readonly Outcome<LabelRow>[]): void {
    for (const outcome of outcomes) {
      if (!outcome.ok) continue;
      outcome.value.values.forEach((value, i) => this.#add(this.found[i]!, value, outcome.place.line));
    }
  }

  #add(column: LabelCounts, value: string, line: number): void {
    if (value === '') return;
    const before = column.counts.get(value) ?? 0;
    column.labelled++;
    if (before === 0 && column.counts.size >= MOST_VALUES && labelNumber(value) !== null) return;
    column.counts.set(value, before + 1);
    if (before === 0) column.lines.set(value, line);
  }
}
