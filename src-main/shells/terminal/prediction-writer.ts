import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { csvLine } from '../../store/csv-line.ts';
import { UserError } from '../../errors.ts';
import type { PredictedText, PredictionSink } from '../../study/predict-file.ts';
import { type PredictionColumns, predictionColumns, type RenamedColumn } from './prediction-columns.ts';

/**
 * Writes predictions, one row per text: its line, the columns of its file, and what was predicted. A file has its name
 * when `finish` has been called, and is gone without it.
 */
export interface PredictionWriter extends PredictionSink, AsyncDisposable {
  /** Ends the file; tells the columns that could not have their usual names. */
  finish(): Promise<readonly RenamedColumn[]>;
}

/**
 * @param out a new file: JSON lines where it ends with .jsonl or .ndjson, else CSV; null: standard output
 * @param json standard output gets JSON lines instead of CSV
 * @throws UserError where the file is there already or cannot be made.
 */
export async function predictionWriter(out: string | null, json: boolean): Promise<PredictionWriter> {
  const target = out === null ? standardOutput : await newFile(out);
  const asJson = out === null ? json : /\.(jsonl|ndjson)$/i.test(out);
  let columns: PredictionColumns | null = null;
  return {
    begin: async (heading) => {
      columns = predictionColumns(heading, asJson);
      if (!asJson) await target.write(csvLine(headingOf(columns)));
    },
    take: async (rows) => {
      const known = columns;
      if (known === null) throw new Error('predictions have no heading yet');
      await target.write(rows.map((row) => (asJson ? jsonLine(row, known) : csvRow(row, known))).join(''));
    },
    finish: async () => {
      await target.finish();
      return columns?.renamed ?? [];
    },
    [Symbol.asyncDispose]: () => target.discard(),
  };
}

function headingOf({ line, file, labelAs, predicted, classes }: PredictionColumns): string[] {
  return [line, ...file, ...(labelAs === null ? [] : [labelAs]), predicted, ...classes];
}

function csvRow(row: PredictedText, { labelAs }: PredictionColumns): string {
  const label = labelAs === null ? [] : [row.labelAs ?? ''];
  return csvLine([row.line, ...row.fields, ...label, row.predicted, ...Array.from(row.probabilities, short)]);
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

interface Target {
  write(content: string): Promise<void>;
  finish(): Promise<void>;
  discard(): Promise<void>;
}

const standardOutput: Target = {
  write: (content) =>
    new Promise((resolve, reject) => {
      process.stdout.write(content, (error) => (error ? reject(error) : resolve()));
    }),
  finish: () => Promise.resolve(),
  discard: () => Promise.resolve(),
};

async function newFile(path: string): Promise<Target> {
  if (existsSync(path)) throw new UserError('use', `${path} is there already; name another file with --out`);
  const temporary = `${path}.${randomBytes(6).toString('hex')}.part`;
  const file = await open(temporary, 'wx').catch((cause: Error) => {
    throw new UserError('use', `${path} cannot be written: ${cause.message}`, { cause });
  });
  let isOpen = true;
  const close = async () => {
    if (isOpen) await file.close();
    isOpen = false;
  };
  return {
    write: (content) => file.appendFile(content),
    finish: async () => {
      await close();
      await rename(temporary, path);
    },
    discard: async () => {
      await close();
      await rm(temporary, { force: true });
    },
  };
}
