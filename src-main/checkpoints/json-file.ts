import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../errors.ts';

/**
 * Reads a JSON file of a checkpoint.
 * @throws UserError that names the file and, where the content is not as it should be, the key and what is wrong with it
 */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause: Error) => {
    throw new UserError('input', `${path}: cannot be read: ${cause.message}`, { cause });
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new UserError('input', `${path}: not JSON: ${String(cause)}`, { cause });
  }
  const result = schema.safeParse(parsed);
  if (result.success) return result.data;
  const problems = result.error.issues.slice(0, 5).map(({ path: keys, message }) => {
    return `${keys.length > 0 ? keys.join('.') : 'the whole file'}: ${message}`;
  });
  throw new UserError('input', `${path}: not of the expected form: ${problems.join('; ')}`);
}
