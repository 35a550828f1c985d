import type { StudyRow } from '../../src-main/api/types.ts';
import { formatCount } from '../format/number.ts';

/** How far a study is, in a few words. */
export function stateText(
  { asked, sentence }: Pick<StudyRow, 'asked' | 'sentence'>,
  isRunning: boolean,
): string {
  if (asked === null) return 'not readable';
  const { done, trainings } = asked;
  if (!isRunning && done === trainings) {
    return sentence === null ? 'stopped before arms were compared' : 'finished';
  }
  const far = `${formatCount(done)} of ${formatCount(trainings)} trainings`;
  return isRunning ? `running: ${far}` : `stopped after ${far}`;
}
