/** The studies of a workspace, as their folders have them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { isAsWritten } from '../../runs/hash-list.ts';
import type { ReadableStore } from '../../store/store.ts';
import { isDone, studiesFolder } from './folder.ts';
import { tasksOf } from './plan.ts';
import { type StudyRequest, studyRequestSchema } from './request.ts';
import { type StudyResult, studyResultSchema } from './result.ts';

type Workspace = Pick<ReadableStore, 'dir'>;

const recordSchema = studyRequestSchema.extend({
  study: z.string(),
  version: z.string(),
  fingerprint: z.string(),
  /** Texts of each part; missing: it was begun by an earlier version. */
  texts: z.object({ train: z.int(), valid: z.int(), test: z.int() }).optional(),
  /** Milliseconds since 1970; missing likewise. */
  begunAt: z.int().optional(),
});

/** What was asked, and how far it is. */
export interface StudyRecord {
  study: string;
  folder: string;
  /** Of Contexture, when it was begun or last gone on with. */
  version: string;
  request: StudyRequest;
  /** null: not known. */
  texts: { train: number; valid: number; test: number } | null;
  /** Milliseconds since 1970. */
  begunAt: number;
  trainings: number;
  done: number;
}

/** A study whose files cannot be read, and why. */
export interface UnreadableStudy {
  study: string;
  problem: string;
}

/** The studies of the workspace, the newest first. */
export function studyRecords(store: Workspace): (StudyRecord | UnreadableStudy)[] {
  const root = studiesFolder(store);
  if (!existsSync(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? [readStudyRecord(store, entry.name)] : []))
    .toSorted((a, b) => timeOf(b) - timeOf(a));
}

function timeOf(record: StudyRecord | UnreadableStudy): number {
  return 'problem' in record ? -Infinity : record.begunAt;
}

export function readStudyRecord(store: Workspace, study: string): StudyRecord | UnreadableStudy {
  const folder = join(studiesFolder(store), study);
  const path = join(folder, 'study.json');
  try {
    const {
      version,
      texts,
      begunAt,
      study: _,
      fingerprint: __,
      ...request
    } = recordSchema.parse(readJson(path));
    const tasks = tasksOf(request);
    return {
      study,
      folder,
      version,
      request,
      texts: texts ?? null,
      begunAt: begunAt ?? Math.round(statSync(path).mtimeMs),
      trainings: tasks.length,
      done: tasks.filter((task) => isDone(folder, task)).length,
    };
  } catch (cause) {
    const why = cause instanceof z.ZodError ? 'it is damaged, or of a later version' : messageOf(cause);
    return { study, problem: `Study ${study} cannot be read: ${path}: ${why}.` };
  }
}

/** @throws UserError if there is no such study, or it cannot be read */
export function studyRecord(store: Workspace, study: string): StudyRecord {
  // A name from outside leads nowhere else.
  const isName = /^\w+$/u.test(study);
  if (!isName || !existsSync(join(studiesFolder(store), study, 'study.json'))) {
    throw new UserError('use', `There is no study ${study} in this workspace.`);
  }
  const record = readStudyRecord(store, study);
  if ('problem' in record) throw new UserError('input', record.problem);
  return record;
}

/**
 * What a study resulted in; null: nothing yet.
 *
 * @throws UserError if it cannot be read
 */
export function studyResult({ folder, study }: Pick<StudyRecord, 'folder' | 'study'>): StudyResult | null {
  const path = join(folder, 'result.json');
  if (!existsSync(path)) return null;
  try {
    if (!isAsWritten(folder, 'result.json', readFileSync(path)))
      throw new Error('it is not what was written');
    // The workspace may have been moved since.
    return { ...studyResultSchema.parse(readJson(path)), folder };
  } catch (cause) {
    throw new UserError(
      'input',
      `The result of study ${study} cannot be read: ${path} is damaged. Delete this file and go on with the study; its trainings are kept.`,
      { cause },
    );
  }
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
