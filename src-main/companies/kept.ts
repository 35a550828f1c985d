import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { ReadableStore } from '../store/store.ts';

/**
 * What was computed once from vectors and settings, so that an address that is opened again has its picture at once. A
 * file in the workspace's cache, which may be deleted at any time; where nothing can be stored it is computed anew.
 *
 * @param key everything that the result depends on
 */
export async function kept<T>(
  store: ReadableStore,
  { key, schema }: { key: unknown; schema: z.ZodType<T> },
  compute: () => Promise<T>,
): Promise<T> {
  const folder = join(store.dir, 'cache', 'companies');
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  const file = join(folder, `${hash.slice(0, 32)}.json`);
  const known = stored(file, schema);
  if (known !== null) return known;
  const found = await compute();
  if (!store.readOnly) write(folder, file, found);
  return found;
}

/** A fingerprint of vectors and of whose they are. */
export function fingerprint(rows: readonly { companyId: number; vector: Float32Array }[]): string {
  const hash = createHash('sha256');
  for (const { companyId, vector } of rows) {
    hash.update(`${companyId}\n`);
    hash.update(new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength));
  }
  return hash.digest('hex');
}

/** A file that is not there, or that cannot be read as what it should be, is computed again. */
function stored<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}

/** A cache that cannot be written is no reason not to answer. */
function write(folder: string, file: string, value: unknown): void {
  const temporary = `${file}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(temporary, JSON.stringify(value));
    renameSync(temporary, file);
  } catch {}
}
