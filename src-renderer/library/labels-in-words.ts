import type { LabelReport } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatCount } from '../format/number.ts';

/** What became of the labels of a file. */
export function labelsInWords({
  scheme,
  matched,
  matchedSeveral,
  documents,
  conflicts,
}: LabelReport): string {
  const several = matchedSeveral === 0 ? '' : `, ${formatCount(matchedSeveral)} of them in several documents`;
  const labelled = `${counted(documents, 'document is', 'documents are')} labelled`;
  const against =
    conflicts === 0
      ? ''
      : `; ${counted(conflicts, 'row contradicts', 'rows contradict')} an earlier one, which counts`;
  return `Labels “${scheme}”: ${counted(matched, 'row found its', 'rows found their')} text${several}; ${labelled}${against}.`;
}
