/** The bytes of compressed files, unpacked as they are read. */
import type { Duplex, Readable } from 'node:stream';
import type { Block, ByteSource } from './byte-source.ts';

/** What a compressed file holds, on its way. */
export interface Unpacking {
  chunks: AsyncIterable<Buffer>;
  /** By the measure of `Block.end`. */
  bytesRead: () => number;
  close: () => void;
}

/** Unpacks a stream; null: it is not compressed. */
export function unpacking(
  input: Readable,
  unpack: (() => Duplex) | null,
  bytesRead: () => number,
): Unpacking {
  const output = unpack === null ? input : input.pipe(unpack());
  if (output !== input) input.once('error', (error) => output.destroy(error));
  return {
    chunks: output,
    bytesRead,
    close: () => {
      input.destroy();
      output.destroy();
    },
  };
}

/** What a compressed file holds; `start` begins to unpack it, each time that it is read. */
export function packedBytes(start: () => Unpacking | Promise<Unpacking>): ByteSource {
  return {
    async head(count) {
      for await (const { bytes } of unpackedBlocks(await start(), count)) return bytes;
      return Buffer.alloc(0);
    },
    async *blocks(from, size) {
      let skip = from;
      for await (const block of unpackedBlocks(await start(), size)) {
        const bytes = block.bytes.subarray(skip);
        skip -= block.bytes.length - bytes.length;
        yield { ...block, bytes };
      }
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function* unpackedBlocks(
  { chunks: unpacking, bytesRead, close }: Unpacking,
  size: number,
): AsyncGenerator<Block> {
  let chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of unpacking) {
      chunks.push(chunk);
      length += chunk.length;
      for (; length >= size; length -= size) {
        const all = Buffer.concat(chunks);
        chunks = [all.subarray(size)];
        yield { bytes: all.subarray(0, size), end: bytesRead(), last: false };
      }
    }
  } finally {
    // Whoever wants only the first bytes leaves the rest.
    close();
  }
  yield { bytes: Buffer.concat(chunks), end: bytesRead(), last: true };
}
