import { runRow } from '../../runs/runs.ts';
import type { Session } from './session.ts';

/**
 * Says beside an answer that its run was not trained to its end.
 *
 * @throws UserError if there is no such run
 */
export function noteUnfinished({ store, output }: Pick<Session, 'store' | 'output'>, run: number): void {
  const { state } = runRow(store(), run);
  if (state === 'done') return;
  output.note(`Run ${run} was not trained to its end (${state}): it answers as its best epoch so far.`);
}
