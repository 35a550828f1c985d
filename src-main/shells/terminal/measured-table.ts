/** The scores of a run on labels that it did not choose by itself, with what it knew of these texts before. */
import type { ComparedLabels } from '../../study/label-count.ts';
import type { Output } from './output.ts';
import { confusionTable, scoreTable } from './score-tables.ts';

export interface Measured extends ComparedLabels {
  run: number;
}

/** Scores of all texts and of those that are new to the run, with a warning on top where it knows some. */
export function showMeasured(output: Output, measured: Measured): void {
  const { run, scores, seen, unseen } = measured;
  if (!scores) return;
  for (const sentence of seenSentences(measured)) output.say(sentence);
  output.say();
  const knows = seen !== null && seen.train + seen.valid > 0;
  scoreTable(output, {
    [knows ? `run ${run}, all texts` : `run ${run}`]: scores,
    ...(knows && unseen && { [`run ${run}, new texts`]: unseen }),
  });
  confusionTable(output, knows && unseen ? unseen : scores);
  if (knows && unseen) output.say('\nThe table of classes is of the new texts alone.');
}

/** What the run knew of the texts before; nothing where all are new to it. */
export function seenSentences({ run, scores, seen, unseen }: Measured): string[] {
  if (!scores) return [];
  const all = `${count(scores.n)} texts`;
  if (seen === null) {
    return [
      `Whether run ${run} was trained on these ${all} cannot be told: an earlier version trained it, and its data have` +
        ' changed or are gone. If it was, the score does not say how it does on new texts.',
    ];
  }
  const { train, valid } = seen;
  if (train + valid === 0) return [];
  const parts = [
    ...(train > 0 ? [`was trained on ${count(train)}`] : []),
    ...(valid > 0 ? [`chose its best epoch on ${count(valid)}`] : []),
  ];
  const rest = unseen
    ? `The ${count(unseen.n)} that are new to it are scored by themselves.`
    : 'None of them is new to it.';
  return [
    `Warning: run ${run} ${parts.join(' and ')} of these ${all}, near-duplicates counted, so its score on all of them` +
      ` does not say how it does on new texts. ${rest}`,
  ];
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
