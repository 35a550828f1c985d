import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFile, missing } from '../support/data.ts';

/** `make_encoders.py` has made them. */
export function encoderFolder(name: string): string {
  return join(import.meta.dirname, 'encoders', name);
}

const exported = dataFile('stockerbot-export.csv');

/** Lines 2 to 5001 of the export, each with its tweet and what stands beside it; null: it is not there. */
export const stockerbotLines: readonly string[] | null =
  exported === null ? null : readFileSync(exported, 'utf8').split('\n').slice(1, 5001);

/** Why the tests of tweets are skipped, behind their names. */
export const withoutLines = exported ? '' : ` (${missing('stockerbot-export.csv')})`;

/** SHA-256 of all ids as little-endian int32, text by text, each after its number of ids. */
export function idsDigest(texts: Iterable<Int32Array>): string {
  const hash = createHash('sha256');
  for (const ids of texts) {
    const bytes = Buffer.alloc(4 * (ids.length + 1));
    bytes.writeInt32LE(ids.length);
    for (const [i, id] of ids.entries()) bytes.writeInt32LE(id, 4 * (i + 1));
    hash.update(bytes);
  }
  return hash.digest('hex');
}
