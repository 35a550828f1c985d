import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { placeOf } from './archive.ts';
import { openMember } from './zip-file.ts';

const BLOCK_BYTES = 1 << 20;

/** Size of a file; of one in an archive, once it is out of it. */
export async function sizeOf(named: string): Promise<number> {
  const { path, member } = await placeOf(named);
  return member?.bytes ?? (await stat(path)).size;
}

/** Size and SHA-256 of a file as it is on the disk; of one in an archive, once it is out of it. */
export async function fingerprint(named: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const { path, member } = await placeOf(named);
  if (member === null) {
    for await (const block of createReadStream(path, { highWaterMark: BLOCK_BYTES })) hash.update(block);
  } else {
    const { chunks, close } = await openMember(path, member);
    try {
      for await (const chunk of chunks) hash.update(chunk);
    } finally {
      close();
    }
  }
  return { bytes: await sizeOf(named), sha256: hash.digest('hex') };
}
