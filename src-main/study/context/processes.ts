import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { telemetryOff } from '../../engine/telemetry.ts';
import { UserError } from '../../errors.ts';
import type { WritableStore } from '../../store/store.ts';
import { doTask } from './do-task.ts';
import { fromTrainingSchema, type ToTraining } from './process-messages.ts';
import type { StudyWorkers } from './run-study.ts';

/** Built code stands in one folder; from source, the entry is a file beside this one. */
const entry = join(
  import.meta.dirname,
  import.meta.filename.endsWith('.ts') ? 'training-process.ts' : 'study-training.js',
);

/** Each holds texts and a model of its own: more of them would need memory where there are many cores. */
const usualMost = 8;

/**
 * How many trainings of a study go on at the same time. Under Electron, whose processes cannot be started as Node, the
 * process of the study does them, one after another.
 *
 * @param count null: one for each core
 */
export function processCount(count: number | null): number {
  if (process.versions['electron'] !== undefined) return 1;
  return count ?? Math.min(usualMost, availableParallelism());
}

/** Processes that do the trainings of a study; with one, this process does them. */
export function studyProcesses(
  store: WritableStore,
  count: number | null,
): StudyWorkers & { close: () => void } {
  const wanted = processCount(count);
  if (wanted === 1) {
    return {
      count: 1,
      run: async (study, request, { key, seed }, context) => {
        await doTask(store, { study, request, key, seed }, context);
      },
      close: () => {},
    };
  }
  const free: ChildProcess[] = [];
  const all = new Set<ChildProcess>();
  const start = (): ChildProcess => {
    const child = fork(entry, {
      execArgv: [],
      env: { ...process.env, ...telemetryOff },
      serialization: 'advanced',
      // Standard output belongs to the command that is running.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    all.add(child);
    child.once('exit', () => all.delete(child));
    return child;
  };
  return {
    count: wanted,
    run: async (study, request, { key, seed }, { signal }) => {
      const child = free.pop() ?? start();
      await ask(child, { workspace: store.dir, study, request, key, seed }, signal);
      free.push(child);
    },
    close: () => {
      for (const child of all) child.kill('SIGKILL');
    },
  };
}

/** @throws what the training threw; the signal's reason; an Error where the process is gone */
async function ask(child: ChildProcess, task: ToTraining, signal: AbortSignal): Promise<void> {
  const gone = new AbortController();
  const left = (code: number | null, by: string | null) => gone.abort(new Error(goneSentence(code, by)));
  child.once('exit', left);
  try {
    child.send(task);
    const [message] = await once(child, 'message', { signal: AbortSignal.any([signal, gone.signal]) });
    const said = fromTrainingSchema.parse(message);
    if (said.type === 'done') return;
    if (said.kind === null) throw new Error(said.message);
    throw new UserError(said.kind, said.message, { remedies: said.remedies });
  } catch (error) {
    signal.throwIfAborted();
    gone.signal.throwIfAborted();
    throw error;
  } finally {
    child.off('exit', left);
  }
}

function goneSentence(code: number | null, signal: string | null): string {
  const memory = signal === 'SIGKILL' ? ' The system does this when memory runs out.' : '';
  return `A process that trained for the study stopped unexpectedly (${signal ?? `exit code ${code ?? 'unknown'}`}).${memory} Everything that was finished was kept; start the study again to go on.`;
}
