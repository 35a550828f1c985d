/** Where a study keeps what it has finished, so that it goes on after it was stopped: `studies/STUDY` of the workspace. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
function taskFile(folder: string, { key, seed }: Named): string {
  return join(folder, 'trainings', `${seed}-${hashOf(key).slice(0, 16)}.json`);
}

/** A name for whatever is written as this. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Keeps what a task resulted in: whole, or not at all. */
export function keepTask(folder: string, task: Named, outcome: TaskOutcome): void {
  mkdirSync(join(folder, 'trainings'), { recursive: true });
  writeWhole(taskFile(folder, task), JSON.stringify(armOutcomeSchema.parse(outcome)));
}

export function isDone(folder: string, task: Named): boolean {
  return existsSync(taskFile(folder, task));
}

/** @throws Error if the file is damaged */
export function readTask(folder: string, task: Named): TaskOutcome {
  return armOutcomeSchema.parse(JSON.parse(readFileSync(taskFile(folder, task), 'utf8')));
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
