/** The scores of a run on labelled texts that were not part of its own split, and which of them it had seen before. */
import type { NameOf } from '../../class-names.ts';
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import type { ComparedLabels } from '../../study/label-count.ts';
import type { Output } from './output.ts';
import { confusionTable, scoreTable } from './score-tables.ts';

export interface Measured extends ComparedLabels {
  run: number;
}

/** Shows the scores on all texts and on those that are new to the run, with a warning first if it has seen some. */
export function showMeasured(output: Output, measured: Measured, nameOf: NameOf): void {
  const { run, scores, ensemble, seen, unseen } = measured;
  if (!scores) return;
  for (const sentence of seenSentences(measured)) output.say(sentence);
  output.say();
  const knows = seen !== null && seen.train + seen.valid > 0;
  scoreTable(output, {
    [knows ? `run ${run}, all texts` : `run ${run}`]: scores,
    ...(knows && unseen && { [`run ${run}, new texts`]: unseen }),
    ...(ensemble && { [`its ensemble with n-grams${knows ? ', all texts' : ''}`]: ensemble }),
  });
  confusionTable(output, knows && unseen ? unseen : scores, nameOf);
  if (knows && unseen) output.say('\nThe table of classes covers only the new texts.');
}

/** Which of the texts the run had seen before; empty if all are new to it. */
export function seenSentences({ run, scores, seen, unseen }: Measured): string[] {
  if (!scores) return [];
  const all = counted(scores.n, 'text');
  if (seen === null) {
    return [
      `It is not known whether run ${run} was trained on these ${all}: its model was published, or an earlier version` +
        ' trained it and its data have changed or are gone. If it was, the score does not show how it performs on new texts.',
    ];
  }
  const { train, valid } = seen;
  if (train + valid === 0) return [];
  const parts = [
    ...(train > 0 ? [`was trained on ${inThousands(train)}`] : []),
    ...(valid > 0 ? [`validated on ${inThousands(valid)}`] : []),
  ];
  const rest = unseen
    ? `The ${inThousands(unseen.n)} that are new to it are scored separately.`
    : 'None of them is new to it.';
  return [
    `Warning: run ${run} ${parts.join(' and ')} of these ${all} (including near-duplicates), so its score on all of them` +
      ` does not show how it performs on new texts. ${rest}`,
  ];
}
