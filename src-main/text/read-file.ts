import { readFile } from 'node:fs/promises';
import type { z } from 'zod';
import { UserError } from '../errors.ts';

/** @throws UserError if it is not UTF-8 */
export async function text(file: string): Promise<string> {
  const bytes = await readFile(file);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError('input', `${file}: not UTF-8`, { cause });
  }
}

/** @throws UserError if it is not JSON, or not as the schema says */
export function parsed<T>(file: string, content: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (cause) {
    throw new UserError('input', `${file}: not JSON: ${String(cause)}`, { cause });
  }
  return checked(file, value, schema);
}

/** @throws UserError if it is not as the schema says */
export function checked<T>(file: string, value: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0]!;
  throw new UserError('input', `${file}: ${issue.path.join('.')}: ${issue.message}`);
}
