import type { ComparedScore, RunComparison } from '../../src-main/api/types.ts';
import { formatCount, formatScore } from '../format/number.ts';

/** What the scores of runs say about each other, by what the runs were tested on. */
export const verdicts: Readonly<Record<RunComparison['testedOn'], string>> = {
  data: 'Trained and tested on the same texts.',
  texts: 'Tested on the same texts; the training texts or the windows differ.',
  different: 'These runs were tested on different texts: their scores do not show which is better.',
  unknown: 'Tested on the same documents; it is not known whether the other test rows are the same.',
  untested: 'Fewer than two of these runs have been tested: there is nothing to compare yet.',
};

/** Whether the runs were asked the same, so that the better score is of the better run. */
export function isFair({ testedOn }: Pick<RunComparison, 'testedOn'>): boolean {
  return testedOn === 'data' || testedOn === 'texts';
}

/** A measure of one run as it is shown; a dash where the run has none. */
export function scoreText({ kind }: Pick<ComparedScore, 'kind'>, value: number | null): string {
  if (value === null) return '–';
  return kind === 'count' ? formatCount(value) : formatScore(value);
}

/** Whether a value is the best of its row, of those of models; none is where fewer than two are known, or all are equal. */
export function isBest(
  { kind, of, values }: Pick<ComparedScore, 'kind' | 'of' | 'values'>,
  value: number | null,
): boolean {
  const known = values.filter((one) => one !== null);
  if (of !== 'model' || kind === 'count' || value === null || known.length < 2) return false;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  return least !== most && value === (kind === 'loss' ? least : most);
}
