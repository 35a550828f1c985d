/** The files of a finished study that can be saved elsewhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { StudyRecord } from './records.ts';

export const studyFiles = [
  'report.html',
  'arms.csv',
  'comparisons.csv',
  'predictions.csv',
  'table.tex',
  'result.json',
] as const;
export type StudyFile = (typeof studyFiles)[number];

/** @throws UserError if the study has no such file */
export async function studyFile(
  { folder, study }: Pick<StudyRecord, 'folder' | 'study'>,
  file: StudyFile,
): Promise<{ name: string; content: string }> {
  try {
    return { name: `study-${study}-${file}`, content: await readFile(join(folder, file), 'utf8') };
  } catch (cause) {
    throw new UserError(
      'input',
      `${join(folder, file)} cannot be read. Go on with the study to write it again.`,
      {
        cause,
      },
    );
  }
}
