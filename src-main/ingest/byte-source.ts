/** Successive bytes of a file. */
export interface Block {
  bytes: Buffer;
  /** Offset in the file after the block; of one compressed with gzip or zstd, how much of it was read. */
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
