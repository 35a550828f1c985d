import { basename } from 'node:path';
import { type FilePrediction, predictFile } from '../../study/predict-file.ts';
import type { Output } from './output.ts';
import type { PredictOptions } from './predict-command.ts';
import { predictionWriter } from './prediction-writer.ts';
import { readingOf } from './reading-options.ts';
import { confusionTable, scoreTable } from './score-tables.ts';
import type { Session } from './session.ts';

/**
 * Predicts every text of a file. Without --out the predictions go to standard output, and what is said of them to
 * standard error.
 */
export async function predictTextFile(
  session: Session,
  run: number,
  file: string,
  options: PredictOptions,
): Promise<void> {
  const { out, as = null } = options;
  const { json } = session.output;
  const output = out === undefined ? session.output.aside() : session.output;
  await using writer = await predictionWriter(out ?? null, json);
  const found = await session.job(({ store, emit, signal }) =>
    predictFile(store, { run, file, as, reading: readingOf(options) }, writer, {
      signal,
      onBytes: (done, total) => emit({ type: 'progress', stage: basename(file), done, total, unit: 'bytes' }),
    }),
  );
  await writer.finish();
  tell(output, found);
  if (out !== undefined) output.say(`\nthe predictions are in ${out}`);
  session.output.result({ ...found, out: out ?? null });
}

function tell(output: Output, found: FilePrediction): void {
  const context = found.inContext > 0 ? `, ${found.inContext} of them after what came before them here` : '';
  output.say(`${found.file}: ${found.texts} texts read${context}`);
  if (found.firstUnread) {
    const { line, message } = found.firstUnread;
    output.say(`${found.unread} records hold no text; the first is line ${line}: ${message}`);
  }
  if (found.strangeLabels > 0) {
    output.say(`${found.strangeLabels} labels are none of the run's classes (${found.classes.join(', ')})`);
  }
  if (!found.scores) return;
  output.say();
  scoreTable(output, { [`run ${found.run}`]: found.scores });
  confusionTable(output, found.scores);
}
