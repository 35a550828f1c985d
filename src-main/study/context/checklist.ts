/** Five things that a published comparison of context should have, filled in from what was done. */
import { counted } from '../../counted.ts';
import { inThousands } from '../../in-thousands.ts';
import { hoursInWords } from '../../results/window-facts.ts';
import type { StudyData } from './data.ts';
import type { Looked } from './guards.ts';
import type { ArmSummary, StudyResult } from './result.ts';

export function checklistOf(
  { split, parts }: StudyData,
  arms: readonly ArmSummary[],
  { onlyDay }: Pick<Looked, 'onlyDay'>,
): StudyResult['checklist'] {
  const floors = arms.filter(({ role }) => role === 'floor');
  const tried = Math.max(0, ...floors.map((floor) => floor.tried));
  const real = arms.filter(({ role }) => role === 'context' || role === 'reference');
  const later = real.reduce((sum, arm) => sum + arm.later.train + arm.later.valid + arm.later.test, 0);
  return [
    {
      item: 'Baselines tuned alike',
      met: floors.length > 0,
      how:
        floors.length === 0
          ? 'No baselines were studied.'
          : `${counted(floors.length, 'baseline')} on the same parts, each with up to ${counted(tried, 'setting')} tried on the validation part; the arms have one setting each, and choose their best epoch there.`,
    },
    {
      item: 'Division by time',
      met: split.by === 'time',
      how:
        split.by === 'time'
          ? `Everything that is tested was published after what is learned; near-duplicates are on one side. ${gapOf(split)}`
          : `The texts were divided ${{ file: 'by a file', chance: 'by chance', ticker: 'by ticker' }[split.by]}: what is learned may be later than what is tested.`,
    },
    {
      item: 'Texts by the time at which they could be read',
      met: later === 0,
      how:
        later === 0
          ? `No window of an arm of context shows a text from after the one that it belongs to (checked for every text; the newest one stands with each prediction).${onlyDay > 0 ? ' Where only the day is known, it shows nothing of that day.' : ''}`
          : `${counted(later, 'window shows', 'windows show')} texts that came later.`,
    },
    {
      item: 'A validation part of its own',
      met: parts.valid.length > 0,
      how: `${counted(parts.valid.length, 'text')} chose epochs and settings; the ${inThousands(parts.test.length)} of the test part chose nothing.`,
    },
    {
      item: 'Significance',
      met: true,
      how: 'Intervals by a bootstrap over tickers by day and over seeds, p-values by exchange within tickers by day, corrected by Holm for all comparisons made.',
    },
  ];
}

function gapOf({ embargo }: StudyData['split']): string {
  return embargo
    ? `An embargo of ${hoursInWords(embargo)} keeps the parts apart.`
    : 'There is no gap between the parts.';
}
