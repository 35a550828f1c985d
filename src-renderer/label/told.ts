import type { LabelsTakenBack } from '../../src-main/api/types.ts';
import { formatCount } from '../format/number.ts';

/**
 * That texts were labelled.
 *
 * @param name of their class; null: they have several
 */
export function labelledTold(texts: number, name: string | null): string {
  const [are, them] = texts === 1 ? ['text is', 'it'] : ['texts are', 'them'];
  return `${formatCount(texts)} ${are} labelled${name === null ? '' : ` ${name}`}. Undo takes ${them} back at once.`;
}

/** That labels were taken back, and which are there again. */
export function takenBackTold({
  removed,
  name,
  restored,
  labelled,
}: Pick<LabelsTakenBack, 'removed' | 'name' | 'restored' | 'labelled'>): string {
  const were = removed === 1 ? 'label by' : 'labels by';
  const back = `${formatCount(removed)} ${were} “${name}” ${removed === 1 ? 'was' : 'were'} taken back.`;
  if (restored === null) return back;
  const are = labelled === 1 ? ['label by', 'is'] : ['labels by', 'are'];
  return `${back} ${formatCount(labelled)} ${are[0]} “${restored}” ${are[1]} there again.`;
}
