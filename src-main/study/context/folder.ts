/** Where a study keeps what it has finished, so that it goes on after it was stopped: `studies/STUDY` of the workspace. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { isAsWritten, writeHashed } from '../../runs/hash-list.ts';
import type { ReadableStore } from '../../store/store.ts';
import { type ArmResult, armOutcomeSchema } from './arm-result.ts';
import type { Task } from './plan.ts';
import type { TaskOutcome } from './run-task.ts';

export function studiesFolder(store: Pick<ReadableStore, 'dir'>): string {
  return join(store.dir, 'studies');
}

export function studyFolder(store: Pick<ReadableStore, 'dir'>, study: string): string {
  return join(studiesFolder(store), study);
}

type Named = Pick<Task, 'key' | 'seed'>;

/** Keys name checkpoints, whose names are no names of files. */
function taskName({ key, seed }: Named): string {
  return `trainings/${seed}-${hashOf(key).slice(0, 16)}.json`;
}

/** A name for whatever is written as this. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Keeps what a task resulted in: whole, or not at all. */
export function keepTask(folder: string, task: Named, outcome: TaskOutcome): void {
  writeHashed(folder, taskName(task), JSON.stringify(armOutcomeSchema.parse(outcome)));
}

export function isDone(folder: string, task: Named): boolean {
  return existsSync(join(folder, taskName(task)));
}

/** @throws UserError if the file is not what was written, another error if it cannot be read */
export function readTask(folder: string, task: Named): TaskOutcome {
  const name = taskName(task);
  const content = readFileSync(join(folder, name), 'utf8');
  if (!isAsWritten(folder, name, content)) {
    throw new UserError(
      'input',
      `${join(folder, name)} is damaged: it is not what was written. Delete it and go on with the study, which then makes this training again.`,
    );
  }
  return armOutcomeSchema.parse(JSON.parse(content));
}

/** The results of a task that is done, without what other arms need of it. */
export function resultsOf(folder: string, task: Named): ArmResult[] {
  return readTask(folder, task).results;
}

export function writeWhole(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}
