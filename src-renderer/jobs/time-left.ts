import type { JobReport } from './job-state.ts';
import type { JobKind } from '../../src-main/api/types.ts';
import { formatDuration } from '../format/age.ts';

type Progress = Pick<NonNullable<JobReport<JobKind>['progress']>, 'done' | 'total'>;

/**
 * How long the part that a job is in will take: `this part: about 17 s left`. Nothing is said of the parts behind it,
 * whose pace nobody knows yet.
 *
 * @param perSecond what is done a second; null: not known yet
 * @returns null: it cannot be said
 */
export function timeLeft({ done, total }: Progress, perSecond: number | null): string | null {
  if (total === null || perSecond === null || perSecond <= 0 || done >= total) return null;
  const seconds = (total - done) / perSecond;
  // An estimate has no tenths.
  return `this part: about ${seconds < 10 ? `${Math.ceil(seconds)} s` : formatDuration(seconds)} left`;
}
