import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { placeOf } from './archive.ts';
import type { Block, ByteSource } from './byte-source.ts';
import { packedBytes, unpacking } from './packed-bytes.ts';
import type { Unpacking } from './packed-bytes.ts';
import { openMember } from './zip-file.ts';

/** How compressed files begin, and what unpacks them: RFC 1952 and RFC 8878. */
const PACKED: readonly { magic: Buffer; unpack: () => Duplex }[] = [
  { magic: Buffer.of(0x1f, 0x8b), unpack: createGunzip },
  { magic: Buffer.of(0x28, 0xb5, 0x2f, 0xfd), unpack: createZstdDecompress },
];

/**
 * Opens a file to read its bytes. Those of one that is compressed with gzip or zstd, or is in a ZIP archive, are unpacked
 * as they are read.
 *
 * @throws ArchiveProblem
 */
export async function openBytes(named: string): Promise<ByteSource> {
  const { path, member } = await placeOf(named);
  if (member !== null) return memberBytes(() => openMember(path, member));
  const file = await open(path);
  const plain = plainBytes(file);
  const packed = await packingOf(plain);
  if (packed === undefined) return plain;
  await file.close();
  return packedBytes(() => {
    const input = createReadStream(path);
    return unpacking(input, packed.unpack, () => input.bytesRead);
  });
}

/** A file in an archive, which may be compressed with gzip or zstd before it was put there. */
async function memberBytes(start: () => Promise<Unpacking>): Promise<ByteSource> {
  const plain = packedBytes(start);
  const packed = await packingOf(plain);
  if (packed === undefined) return plain;
  return packedBytes(async () => {
    const outer = await start();
    const inner = unpacking(Readable.from(outer.chunks), packed.unpack, outer.bytesRead);
    const close = (): void => {
      inner.close();
      outer.close();
    };
    return { ...inner, close };
  });
}

async function packingOf(source: ByteSource): Promise<(typeof PACKED)[number] | undefined> {
  const start = await source.head(4);
  return PACKED.find(({ magic }) => start.subarray(0, magic.length).equals(magic));
}

function plainBytes(file: FileHandle): ByteSource {
  return {
    head: async (count) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
      return buffer.subarray(0, bytesRead);
    },
    blocks: (start, size) => readBlocks(file, start, size),
    [Symbol.asyncDispose]: () => file.close(),
  };
}

async function* readBlocks(file: FileHandle, start: number, size: number): AsyncGenerator<Block> {
  let end = start;
  for (let last = false; !last;) {
    const buffer = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const { bytesRead } = await file.read(buffer, filled, size - filled, end + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    end += filled;
    last = filled < size;
    yield { bytes: buffer.subarray(0, filled), end, last };
  }
}

/** The name of a file without the ending that says it is compressed. */
export function unpackedName(path: string): string {
  return path.replace(/\.(?:gz|gzip|zst|zstd)$/i, '');
}
