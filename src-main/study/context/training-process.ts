/** Entry of a process that trains for a study: one training after another, until whoever started it hangs up. */
import { UserError } from '../../errors.ts';
import { openStore } from '../../store/open.ts';
import type { WritableStore } from '../../store/store.ts';
import { doTask } from './do-task.ts';
import { type FromTraining, toTrainingSchema } from './process-messages.ts';

let store: WritableStore | null = null;
const { signal } = new AbortController();

async function answer(message: unknown): Promise<FromTraining> {
  try {
    const { workspace, ...task } = toTrainingSchema.parse(message);
    store ??= openStore(workspace, { create: false, write: true });
    await doTask(store, task, { emit: () => {}, signal });
    return { type: 'done' };
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return error instanceof UserError
      ? { type: 'failed', kind: error.kind, message: error.message, remedies: [...error.remedies] }
      : { type: 'failed', kind: null, message, remedies: [] };
  }
}

process.on('message', (message) => void answer(message).then((said) => process.send?.(said)));
// What was finished is kept already, and what was not is trained again.
process.on('disconnect', () => process.exit());
