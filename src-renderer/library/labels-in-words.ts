import type { LabelReport } from '../../src-main/api/types.ts';
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
  const labelled = `${counted(documents, 'document')} ${documents === 1 ? 'is' : 'are'} labelled`;
  const against =
    conflicts === 0
      ? ''
      : `; ${counted(conflicts, 'row')} ${conflicts === 1 ? 'contradicts' : 'contradict'} an earlier one, which counts`;
  return `Labels “${scheme}”: ${counted(matched, 'row')} found ${matched === 1 ? 'its' : 'their'} text${several}; ${labelled}${against}.`;
}

function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;
}
