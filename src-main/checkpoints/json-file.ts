import { readFile, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../errors.ts';

/** The largest published tokenisers take some 35 MB. */
const mostBytes = 128 << 20;

/**
 * Reads a JSON file of a checkpoint.
 * @throws UserError that names the file and, where the content is not as it should be, the key and what is wrong with it
 */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = await readText(path).catch((cause: Error) => {
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

/** @throws Error also where reading would not end, or not fit into memory */
async function readText(path: string): Promise<string> {
  const found = await stat(path);
  if (!found.isFile()) throw new Error('it is not a file');
  if (found.size > mostBytes)
    throw new Error(`it has ${found.size} bytes, and more than ${mostBytes} are not read`);
  return readFile(path, 'utf8');
}
