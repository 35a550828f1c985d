import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** Successive bytes of a file. */
export interface Block {
  bytes: Buffer;
  /** Offset in the file after the block. */
  end: number;
  last: boolean;
}

/** The bytes of a file. May be read several times. */
export interface ByteSource extends AsyncDisposable {
  /** The first bytes, as many as there are of `count`. */
  head(count: number): Promise<Buffer>;
  /** All bytes from `start` on in blocks of `size`; the last one, which may be empty, says so. */
  blocks(start: number, size: number): AsyncGenerator<Block>;
}

export async function openBytes(path: string): Promise<ByteSource> {
  return plainBytes(await open(path));
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
