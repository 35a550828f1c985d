import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { encoderFolder } from '../../test/golden/encoder-cases.ts';
import { distanceBuckets } from './relative-attention.ts';

it('puts distances between tokens into the buckets of the published MPNet', () => {
  // Of key - query from -511 to 511, by transformers.
  const schema = z.object({ buckets: z.array(z.int()).length(1023) });
  const file = readFileSync(join(encoderFolder('mpnet'), 'case.json'), 'utf8');
  const { buckets } = schema.parse(JSON.parse(file));
  const length = 512;
  const found = distanceBuckets(length, 32);
  for (let query = 0; query < length; query++) {
    const row = [...found.subarray(query * length, (query + 1) * length)];
    expect(row).toEqual(buckets.slice(511 - query, 511 - query + length));
  }
});
