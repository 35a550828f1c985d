import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['CONTEXTURE_DATA'] ?? join(import.meta.dirname, '../../../shared/data');

/** The path of a public data file, or null where the data sets are not installed; they are not part of the project. */
export function dataFile(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}

/** Why a test is skipped that needs a data file. */
export function missing(name: string): string {
  return `${name} is not in ${folder}; set CONTEXTURE_DATA to the folder that has it`;
}

const cases = process.env['CONTEXTURE_CASES'] ?? join(import.meta.dirname, '../../../shared/cases');

/** The path of a file in the shape of a public one, or null where these files are not installed. */
export function caseFile(name: string): string | null {
  const path = join(cases, name);
  return existsSync(path) ? path : null;
}

/** Why a test is skipped that needs such a file. */
export function missingCase(name: string): string {
  return `${name} is not in ${cases}; set CONTEXTURE_CASES to the folder that has it`;
}
