/** How often studies have looked at a test part. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { WritableStore } from '../../store/store.ts';
import type { StudyData } from './data.ts';
import { hashOf, writeWhole } from './folder.ts';

/** Studies by the fingerprint of what they were tested on. */
const looksSchema = z.record(z.string(), z.array(z.string()));

/** Counts the study among those that have looked at its test part; one that is repeated counts once. */
export function countLook(store: WritableStore, { parts: { test } }: StudyData, study: string): number {
  const path = join(store.dir, 'studies', 'looks.json');
  const looks = existsSync(path) ? looksSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  const part = hashOf(
    JSON.stringify(test.map(({ document, line, text, label }) => [document, line, text, label])),
  );
  const studies = [...new Set([...(looks[part] ?? []), study])];
  writeWhole(path, `${JSON.stringify({ ...looks, [part]: studies }, null, 2)}\n`);
  return studies.length;
}
