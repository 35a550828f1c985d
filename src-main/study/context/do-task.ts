import type { WritableStore } from '../../store/store.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { keepTask, readTask, studyFolder } from './folder.ts';
import { tasksOf } from './plan.ts';
import type { StudyRequest } from './request.ts';
import { StudyTasks } from './run-task.ts';

/** The study whose texts and windows this process has at hand. */
let atHand: { study: string; workspace: string; tasks: StudyTasks } | null = null;

/** Does a task of a study and keeps what it resulted in. */
export async function doTask(
  store: WritableStore,
  { study, request, key, seed }: { study: string; request: StudyRequest; key: string; seed: number },
  context: TrainingContext,
): Promise<{ key: string; seed: number }> {
  if (atHand?.study !== study || atHand.workspace !== store.dir) {
    atHand = { study, workspace: store.dir, tasks: new StudyTasks(store, request) };
  }
  const task = tasksOf(request).find((one) => one.key === key && one.seed === seed);
  if (task === undefined) throw new Error(`the study has no training "${key}" with seed ${seed}`);
  const folder = studyFolder(store, study);
  const text = task.after === null ? null : readTask(folder, { key: task.after, seed }).text;
  keepTask(folder, task, await atHand.tasks.run(task, text, context));
  return { key, seed };
}
