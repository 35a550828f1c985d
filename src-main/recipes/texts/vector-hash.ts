import { createHash } from 'node:crypto';
import type { VectorSource } from '../../configs/vector-fields.ts';
import { openWordFile } from '../../word-vectors/open-word-file.ts';

/**
 * The fingerprint of data together with that of the file that word vectors start from, so that a run does not go on with
 * another one.
 *
 * @throws UserError if the file cannot be read
 */
export async function withVectorFile<Data extends { dataHash: string }>(
  data: Data,
  vectors: VectorSource | null,
): Promise<Data> {
  if (typeof vectors !== 'string') return data;
  const file = await openWordFile(vectors);
  const dataHash = createHash('sha256')
    .update(data.dataHash)
    .update(await file.hash())
    .digest('hex');
  return { ...data, dataHash };
}
