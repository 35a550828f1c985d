import type { ByteSource } from '../ingest/byte-source.ts';

/** Records of a tar archive have this many bytes: POSIX.1-1988, section 10.1.1. */
const recordBytes = 512;
const blockBytes = 1 << 20;

export interface TarMember {
  name: string;
  start: number;
  size: number;
}

/** Whether bytes begin as a tar archive does. */
export function isTar(head: Buffer): boolean {
  return head.length >= recordBytes && head.toString('latin1', 257, 262) === 'ustar';
}

/** The first file of a tar archive, as npm packs one, that is wanted; null: there is none. */
export async function memberOf(
  source: ByteSource,
  isWanted: (name: string) => boolean,
): Promise<TarMember | null> {
  let next = 0;
  let start = 0;
  let rest: Buffer = Buffer.alloc(0);
  for await (const { bytes } of source.blocks(0, blockBytes)) {
    const data = Buffer.concat([rest, bytes]);
    while (next + recordBytes <= start + data.length) {
      const header = data.subarray(next - start, next - start + recordBytes);
      const name = text(header, 0, 100);
      if (name === '') return null;
      const size = Number.parseInt(text(header, 124, 12), 8) || 0;
      if (isWanted(name)) return { name, start: next + recordBytes, size };
      next += recordBytes * (1 + Math.ceil(size / recordBytes));
    }
    const from = Math.min(data.length, Math.max(0, next - start));
    start += from;
    rest = Buffer.from(data.subarray(from));
  }
  return null;
}

function text(header: Buffer, at: number, length: number): string {
  return header
    .toString('latin1', at, at + length)
    .replace(/\0.*$/s, '')
    .trim();
}
