import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';

/** Successive bytes of a file. */
export interface Block {
  bytes: Buffer;
  /** Offset in the file after the block; of a compressed file, how much of it was read. */
  end: number;
  last: boolean;
}

/** The bytes of a file, unpacked where it is compressed. May be read several times. */
export interface ByteSource extends AsyncDisposable {
  /** The first bytes, as many as there are of `count`. */
  head(count: number): Promise<Buffer>;
  /** All bytes from `start` on in blocks of `size`; the last one, which may be empty, says so. */
  blocks(start: number, size: number): AsyncGenerator<Block>;
}

/** How compressed files begin, and what unpacks them: RFC 1952 and RFC 8878. */
const PACKED: readonly { magic: Buffer; unpack: () => Duplex }[] = [
  { magic: Buffer.of(0x1f, 0x8b), unpack: createGunzip },
  { magic: Buffer.of(0x28, 0xb5, 0x2f, 0xfd), unpack: createZstdDecompress },
];

/** Opens a file to read its bytes, those of one compressed with gzip or zstd unpacked as they are read. */
export async function openBytes(path: string): Promise<ByteSource> {
  const file = await open(path);
  const plain = plainBytes(file);
  const start = await plain.head(4);
  const packed = PACKED.find(({ magic }) => start.subarray(0, magic.length).equals(magic));
  if (packed === undefined) return plain;
  await file.close();
  return packedBytes(path, packed.unpack);
}

/** What a compressed file holds, as a stream. */
function packedBytes(path: string, unpack: () => Duplex): ByteSource {
  return {
    async head(count) {
      for await (const { bytes } of unpackedBlocks(path, unpack, count)) return bytes;
      return Buffer.alloc(0);
    },
    async *blocks(start, size) {
      let skip = start;
      for await (const block of unpackedBlocks(path, unpack, size)) {
        const bytes = block.bytes.subarray(skip);
        skip -= block.bytes.length - bytes.length;
        yield { ...block, bytes };
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function* unpackedBlocks(path: string, unpack: () => Duplex, size: number): AsyncGenerator<Block> {
  const input = createReadStream(path);
  const output = unpack();
  input.once('error', (error) => output.destroy(error));
  let chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of input.pipe(output) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      length += chunk.length;
      for (; length >= size; length -= size) {
        const all = Buffer.concat(chunks);
        chunks = [all.subarray(size)];
        yield { bytes: all.subarray(0, size), end: input.bytesRead, last: false };
      }
    }
  } finally {
    // Whoever wants only the first bytes leaves the rest.
    input.destroy();
    output.destroy();
  }
  yield { bytes: Buffer.concat(chunks), end: input.bytesRead, last: true };
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
