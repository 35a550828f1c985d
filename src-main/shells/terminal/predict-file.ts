import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { looksInWords } from '../../results/looks.ts';
import type { NameOf } from '../../class-names.ts';
import { namesOfRun } from '../../runs/class-names.ts';
import { basename } from 'node:path';
import { type FilePrediction, predictFile } from '../../study/predict-file.ts';
import { showMeasured } from './measured-table.ts';
import type { Output } from './output.ts';
import type { PredictOptions } from './predict-options.ts';
import type { RenamedColumn } from './prediction-columns.ts';
import { predictionWriter } from './prediction-writer.ts';
import { readingOf } from './reading-options.ts';
import type { Session } from './session.ts';

/**
 * Predicts every text of a file. Without --out the predictions go to standard output, and remarks about them to
 * standard error.
 */
export async function predictTextFile(
  session: Session,
  run: number,
  file: string,
  options: PredictOptions,
): Promise<void> {
  const { out, as = null } = options;
  const output = out === undefined ? session.output.aside() : session.output;
  const nameOf = namesOfRun(session.store(), run);
  await using writer = await predictionWriter(out ?? null, session.output, nameOf);
  const found = await session.job(({ store, emit, signal }) =>
    predictFile(store, { run, file, as, reading: readingOf(options) }, writer, {
      signal,
      onBytes: (done, total) => emit({ type: 'progress', stage: basename(file), done, total, unit: 'bytes' }),
    }),
  );
  const renamed = [...found.renamedColumns, ...(await writer.finish())];
  report(output, found, renamed, nameOf);
  if (out !== undefined) output.say(`\npredictions written to ${out}`);
  session.output.result({ ...found, renamedColumns: renamed, out: out ?? null });
}

/** Unread records that are listed for people. */
const unreadListed = 20;

function report(
  output: Output,
  found: FilePrediction,
  renamed: readonly RenamedColumn[],
  nameOf: NameOf,
): void {
  const context = found.inContext > 0 ? `, ${inThousands(found.inContext)} of them in context` : '';
  output.say(`${found.file}: ${counted(found.texts, 'text')} read${context}`);
  if (found.masking !== null) output.say(found.masking);
  for (const { from, to } of renamed) {
    output.say(
      `The column "${from}" is written as "${to}", since the file already has a column of that name.`,
    );
  }
  if (found.unread > 0) {
    output.say(`${counted(found.unread, 'record was', 'records were')} skipped:`);
    for (const { line, message } of found.unreadRecords.slice(0, unreadListed)) {
      output.say(`  line ${line}: ${message}`);
    }
    if (found.unread > unreadListed) output.say(`  and ${inThousands(found.unread - unreadListed)} more`);
  }
  if (found.strangeLabels > 0) {
    output.say(
      `${counted(found.strangeLabels, 'label is', 'labels are')} not among the run's classes` +
        ` (${found.classes.join(', ')}): not scored`,
    );
  }
  showMeasured(output, found, nameOf);
  if (found.looks !== null) output.say(`\n${looksInWords(found.looks)}`);
  if (found.looksProblem !== null) output.note(found.looksProblem);
}
