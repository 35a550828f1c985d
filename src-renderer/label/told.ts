import type { LabelsTakenBack } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';

/**
 * That texts were labelled.
 *
 * @param name of their class; null: they have several
 */
export function labelledTold(texts: number, name: string | null): string {
  const them = texts === 1 ? 'it' : 'them';
  return `${counted(texts, 'text is', 'texts are')} labelled${name === null ? '' : ` ${name}`}. Undo takes ${them} back at once.`;
}

/** That labels were taken back, and which are there again. */
export function takenBackTold({
  removed,
  name,
  restored,
  labelled,
}: Pick<LabelsTakenBack, 'removed' | 'name' | 'restored' | 'labelled'>): string {
  const back = `${counted(removed, 'label')} by “${name}” ${removed === 1 ? 'was' : 'were'} taken back.`;
  if (restored === null) return back;
  return `${back} ${counted(labelled, 'label')} by “${restored}” ${labelled === 1 ? 'is' : 'are'} there again.`;
}
