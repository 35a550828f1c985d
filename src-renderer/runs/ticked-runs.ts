/** As many as have a colour of their own. */
import { counted } from '../../src-main/counted.ts';

const MOST_COMPARED = 8;

/** What can be done with the runs that are ticked in the list. */
export interface TickedRuns {
  canCompare: boolean;
  /** What to do before they can be compared; empty: nothing. */
  hint: string;
  /** In the order in which they were trained, as the address of the comparison has them. */
  ids: string;
  /** What the button says. */
  action: string;
}

export function tickedRuns(ticked: readonly number[]): TickedRuns {
  const isTooMany = ticked.length > MOST_COMPARED;
  const isTooFew = ticked.length < 2;
  return {
    canCompare: !isTooFew && !isTooMany,
    hint: isTooMany
      ? `At most ${counted(MOST_COMPARED, 'run')} can be compared.`
      : isTooFew
        ? 'Tick two or more runs to compare them.'
        : '',
    ids: ticked.toSorted((a, b) => a - b).join(','),
    action: isTooFew ? 'Compare' : `Compare ${counted(ticked.length, 'run')}`,
  };
}
