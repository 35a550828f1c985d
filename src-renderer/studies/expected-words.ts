import type { StudyExpectation } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatDuration } from '../format/age.ts';

/** `2.2 points`; of a test part that is too small: `none`. */
export function pointsText(difference: number | null): string {
  return difference === null ? 'none' : `${(100 * difference).toFixed(1)} points`;
}

/** How long the trainings that are left will take, and how that is known. */
export function timeText({ time, processes, trainings, done }: StudyExpectation): {
  value: string;
  detail: string;
} {
  if (trainings === done) return { value: 'none', detail: 'all trainings are finished' };
  if (time === null) return { value: 'not known', detail: 'until the first trainings are finished' };
  const { seconds, from } = time;
  const about =
    seconds < 60
      ? 'under a minute'
      : `about ${formatDuration(60 * Math.ceil(seconds / 60)).replace(/ 00 s$/u, '')}`;
  const at = processes === 1 ? 'one training at a time' : `${counted(processes, 'training')} at a time`;
  const known = from === 'earlier' ? 'by earlier trainings here' : 'by a computer with two cores';
  return { value: about, detail: `${at}, ${known}` };
}
