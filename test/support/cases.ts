import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env['CONTEXTURE_CASES'] ?? join(import.meta.dirname, '../../../shared/cases');

/** The path of a file in a shape that people have, or null where these files are not installed. */
export function caseFile(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}

/** Why a test is skipped that needs such a file. */
export function missingCase(name: string): string {
  return `${name} is not in ${folder}; set CONTEXTURE_CASES to the folder that has it`;
}
