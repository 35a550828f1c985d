import type { ImportTarget } from './kinds/kind.ts';
import { labelRow } from './label-rows.ts';
import { labelNames } from './label-values.ts';
import { LineReader } from './lines.ts';
import { TableReader } from './table-reader.ts';
import type { Table } from './table.ts';

/**
 * What the labels of a file are called in the workspace. The names of those of the scheme `sentiment` depend on all the
 * values in the file, which is read once for it.
 */
export async function labelNamesOfFile(
  table: Table,
  { path, encoding, schemes }: Pick<ImportTarget, 'path' | 'encoding' | 'schemes'>,
): Promise<(scheme: string, value: string) => string> {
  const column = table.mapping.label?.[schemes.indexOf('sentiment')];
  if (column === undefined) return (_scheme, value) => value;
  const values = new Set<string>();
  const labels = { ...table, mapping: { text: table.mapping.text ?? [], label: [column] } };
  const reader = new TableReader(labels, labelRow(labels));
  const note = (outcomes: ReturnType<typeof reader.read>): void => {
    for (const outcome of outcomes) if (outcome.ok) values.add(outcome.value.values[0] ?? '');
  };
  for await (const batch of new LineReader(path, encoding).batches()) note(reader.read(batch.lines));
  note(reader.end());
  const named = labelNames('sentiment', values);
  return (scheme, value) => (scheme === 'sentiment' ? named(value) : value);
}
