import type { RunRow } from '../../src-main/api/types.ts';
import { classifiesTexts } from '../training/recipes.ts';

/** The finished runs that can be asked about a text, most recent first. */
export function finishedReaders(runs: readonly RunRow[] | undefined): RunRow[] {
  return (runs ?? []).filter((run) => classifiesTexts(run.recipe) && run.state === 'done');
}
