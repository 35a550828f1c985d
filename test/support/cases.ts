import { existsSync } from 'node:fs';
import { join } from 'node:path';

const data = process.env['CONTEXTURE_DATA'] ?? join(import.meta.dirname, '../../../shared/data');
const folder = join(data, '../cases');

/** The path of a file in a shape that people have, or null where these files are not installed. */
export function caseFile(name: string): string | null {
  const path = join(folder, name);
  return existsSync(path) ? path : null;
}

/** Why a test is skipped that needs such a file. */
export function missingCase(name: string): string {
  return `${name} is not in ${folder}, which stands beside the folder that CONTEXTURE_DATA names`;
}
