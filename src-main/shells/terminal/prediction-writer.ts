import { newFile, standardOutput } from '../../export/new-file.ts';
import { csvLine } from '../../csv-line.ts';
import type { NameOf } from '../../class-names.ts';
import type { PredictedText, PredictionSink } from '../../study/predict-file.ts';
import type { Output } from './output.ts';
import { type PredictionColumns, predictionColumns, type RenamedColumn } from './prediction-columns.ts';

/**
 * Writes predictions, one row per text: its line, the columns of its file, and the prediction. A file gets its name
 * only when `finish` is called, and is removed otherwise.
 */
export interface PredictionWriter extends PredictionSink, AsyncDisposable {
  /** Ends the file; returns the columns that could not have their usual names. */
  finish(): Promise<readonly RenamedColumn[]>;
}

/**
 * @param out a new file: JSON lines where it ends with .jsonl or .ndjson, else CSV; null: standard output
 * @param json standard output gets JSON lines instead of CSV
 * @param nameOf what the run's classes are called; CSV tells the names beside the labels
 * @throws UserError if the file already exists or cannot be made.
 */
export async function predictionWriter(
  out: string | null,
  { json, csvGuard }: Pick<Output, 'json' | 'csvGuard'>,
  nameOf: NameOf,
): Promise<PredictionWriter> {
  const target = out === null ? standardOutput : await newFile(out);
  const asJson = out === null ? json : /\.(jsonl|ndjson)$/i.test(out);
  let columns: PredictionColumns | null = null;
  return {
    begin: async (heading) => {
      columns = predictionColumns(heading, { json: asJson, nameOf });
      if (!asJson) await target.write(csvLine(headingOf(columns), csvGuard));
    },
    take: async (rows) => {
      const known = columns;
      if (known === null) throw new Error('predictions have no heading yet');
      await target.write(
        rows
          .map((row) => (asJson ? jsonLine(row, known) : csvLine(fieldsOf(row, known, nameOf), csvGuard)))
          .join(''),
      );
    },
    finish: async () => {
      await target.finish();
      return columns?.renamed ?? [];
    },
    [Symbol.asyncDispose]: () => target.discard(),
  };
}

function headingOf({ line, file, labelAs, predicted, predictedName, classes }: PredictionColumns): string[] {
  const label = labelAs === null ? [] : [labelAs];
  const name = predictedName === null ? [] : [predictedName];
  return [line, ...file, ...label, predicted, ...name, ...classes];
}

function fieldsOf(
  row: PredictedText,
  { labelAs, predictedName }: PredictionColumns,
  nameOf: NameOf,
): (string | number)[] {
  const label = labelAs === null ? [] : [row.labelAs ?? ''];
  const name = predictedName === null ? [] : [nameOf(row.predicted)];
  return [row.line, ...row.fields, ...label, row.predicted, ...name, ...Array.from(row.probabilities, short)];
}

function jsonLine(
  row: PredictedText,
  { line, file, labelAs, predicted, classes, probabilities }: PredictionColumns,
): string {
  const own = row.object ?? Object.fromEntries(file.map((name, index) => [name, row.fields[index] ?? '']));
  const shares = Object.fromEntries(classes.map((name, index) => [name, short(row.probabilities[index]!)]));
  const made = {
    [line]: row.line,
    ...own,
    ...(labelAs !== null && { [labelAs]: row.labelAs }),
    [predicted]: row.predicted,
    [probabilities]: shares,
  };
  return `${JSON.stringify(made)}\n`;
}

/** As many digits as a float32 has. */
function short(probability: number): number {
  return Number(probability.toPrecision(7));
}
