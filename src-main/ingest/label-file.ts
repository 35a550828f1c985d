import { UserError } from '../errors.ts';
import { onlyFile } from './archive.ts';
import { readable } from './file-problems.ts';
import { labelsOfScheme } from './label-columns.ts';
import { labelRow } from './label-rows.ts';
import { labelNames } from './label-values.ts';
import { LineReader, firstLines } from './lines.ts';
import { recognisedReading } from './reading.ts';
import { recognise } from './recognise.ts';
import { TableReader } from './table-reader.ts';

export interface LabelFile {
  /** The rows that have both, in the order of the file; `line` is where the row begins. */
  rows: { text: string; value: string; line: number }[];
}

/**
 * Reads a text + label file into memory. With a scheme, its values are named as an import under that scheme would
 * name them (`sentiment`: 0 and 1 become negative and positive); `known`: the labels that the scheme has there.
 *
 * @throws UserError when the file cannot be read, or has no text and label column.
 */
export async function readLabelFile(
  named: string,
  scheme: string | null = null,
  known: readonly string[] = [],
): Promise<LabelFile> {
  const path = await onlyFile(named);
  const lines = await readable(path, () => firstLines(path));
  const { file } = understoodAlone(() => recognise({ path, lines, reading: recognisedReading }, 'labels'));
  if (file.table === null) throw new Error(`${path} was asked for as labels and is not a table`);
  // Of several columns of labels, the one of this scheme.
  const label = labelsOfScheme(file.table, scheme);
  const reader = new TableReader(file.table, labelRow(file.table, label === null ? [] : [label]));
  const outcomes = [];
  for await (const batch of new LineReader(path).batches()) outcomes.push(reader.read(batch.lines));
  outcomes.push(reader.end());
  const rows = outcomes
    .flat()
    .flatMap((outcome) =>
      outcome.ok
        ? [{ text: outcome.value.text, value: outcome.value.values[0] ?? '', line: outcome.place.line }]
        : [],
    );
  const counts = new Map<string, number>();
  for (const { value } of rows) counts.set(value, (counts.get(value) ?? 0) + 1);
  const nameOf = labelNames(scheme ?? '', counts, { known });
  for (const row of rows) row.value = nameOf(row.value);
  return { rows };
}

/** Nobody can say here how the file is read; an import asks. */
function understoodAlone<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError) || error.remedies.every((remedy) => 'action' in remedy)) throw error;
    throw new UserError(
      error.kind,
      `${error.message} This can be said when the file is imported, and its labels are then used without naming the file.`,
      { cause: error, remedies: [{ action: 'import', what: 'labels' }] },
    );
  }
}
