import { newFile, standardOutput } from '../../export/new-file.ts';
import { csvLine } from '../../store/csv-line.ts';
import type { PredictedText, PredictionSink } from '../../study/predict-file.ts';

/** Writes predictions, a row a text; a file has its name when `finish` has been called, and is gone without it. */
export interface PredictionWriter extends PredictionSink, AsyncDisposable {
  finish(): Promise<void>;
}

/**
 * @param out a new file: JSON lines where it ends with .jsonl or .ndjson, else CSV; null: standard output
 * @param json standard output gets JSON lines instead of CSV
 * @throws UserError where the file already exists or cannot be made.
 */
export async function predictionWriter(out: string | null, json: boolean): Promise<PredictionWriter> {
  const target = out === null ? standardOutput : await newFile(out);
  const asJson = out === null ? json : /\.(jsonl|ndjson)$/i.test(out);
  let names: readonly string[] = [];
  let labelled = false;
  return {
    begin: async (classes, hasLabels) => {
      names = classes;
      labelled = hasLabels;
      if (asJson) return;
      await target.write(csvLine(['text', ...(labelled ? ['label'] : []), 'predicted', ...classes]));
    },
    take: (rows) =>
      target.write(
        rows.map((row) => (asJson ? jsonLine(row, names, labelled) : csvRow(row, labelled))).join(''),
      ),
    finish: () => target.finish(),
    [Symbol.asyncDispose]: () => target.discard(),
  };
}

function csvRow({ text, label, predicted, probabilities }: PredictedText, labelled: boolean): string {
  return csvLine([text, ...(labelled ? [label ?? ''] : []), predicted, ...Array.from(probabilities, short)]);
}

function jsonLine(
  { text, label, predicted, probabilities }: PredictedText,
  names: readonly string[],
  labelled: boolean,
): string {
  const shares = Object.fromEntries(names.map((name, index) => [name, short(probabilities[index]!)]));
  return `${JSON.stringify({ text, ...(labelled && { label }), predicted, probabilities: shares })}\n`;
}

/** As many digits as a float32 has. */
function short(probability: number): number {
  return Number(probability.toPrecision(7));
}
