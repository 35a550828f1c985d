import { isAscii, isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import { decodeUtf8, namedEncoding, sniffEncoding } from './encoding.ts';
import { SIGNATURE_BYTES, whyNoText } from './file-signature.ts';
import type { Unreadable } from './file-signature.ts';
import { LineSplitter } from './line-splitter.ts';
import type { EncodingName } from './reading.ts';

/** A line of a file, without its end. */
export interface Line {
  text: string;
  /** From 1. */
  number: number;
  /** Offset of its first byte in the file. */
  byte: number;
  /** It was longer than a line may be; its rest was dropped. */
  overlong: boolean;
}

export interface LineBatch {
  lines: Line[];
  /** Bytes of the file that were read so far. */
  bytesRead: number;
}

/** A batch is a transaction, and each one writes the pages of the indexes anew: not too small. */
const BLOCK_BYTES = 4 << 20;
/** As many bytes decide on the encoding. */
const HEAD_BYTES = 4096;
/** Longer lines are no records; without a limit a file without line ends would fill the memory. */
export const MAX_LINE_BYTES = 1 << 20;

/** Reads a text file in batches of whole lines. Memory is that of one block, however long the file. */
export class LineReader {
  readonly #path: string;
  readonly #asked: EncodingName | null;
  readonly #blockBytes: number;
  #name = 'utf-8';
  #windows1252 = 0;
  #beyondAscii = 0;

  /** `encoding`: as the user says; null: recognised. */
  constructor(path: string, encoding: EncodingName | null = null, blockBytes = BLOCK_BYTES) {
    this.#path = path;
    this.#asked = encoding;
    this.#blockBytes = blockBytes;
  }

  /** How the lines that were read so far are encoded, in words. */
  get encoding(): string {
    if (this.#windows1252 === 0) return this.#name;
    return this.#beyondAscii === 0 ? 'windows-1252' : `utf-8, ${this.#windows1252} lines windows-1252`;
  }

  /** All lines of the file, or those that are wanted. May be called again to read it from the start. */
  async *batches(wanted?: (number: number, byte: number) => boolean): AsyncGenerator<LineBatch> {
    await using file = await open(this.#path);
    const head = Buffer.alloc(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const start = head.subarray(0, bytesRead);
    const encoding = this.#asked === null ? sniffEncoding(start) : namedEncoding(this.#asked, start);
    this.#name = encoding.name;
    this.#windows1252 = 0;
    this.#beyondAscii = 0;
    const splitter = new LineSplitter({
      lineFeed: encoding.lineFeed,
      firstByte: encoding.bomBytes,
      maxBytes: MAX_LINE_BYTES,
    });
    const decoder = encoding.name === 'utf-8' ? null : new TextDecoder(encoding.name, { ignoreBOM: true });
    for await (const { bytes, end, last } of readBlocks(file, encoding.bomBytes, this.#blockBytes)) {
      const all = splitter.push(bytes, last);
      const raw = wanted === undefined ? all : all.filter(({ number, byte }) => wanted(number, byte));
      const first = raw[0]?.bytes;
      const valid = decoder === null && first !== undefined && isUtf8(bytes) && isUtf8(first);
      const lines = raw.map(({ bytes: line, number, byte, overlong }) => {
        const text = decoder === null ? this.#decode(line, valid && !overlong) : decoder.decode(line);
        return { text: text.endsWith('\r') ? text.slice(0, -1) : text, number, byte, overlong };
      });
      yield { lines, bytesRead: end };
    }
  }

  #decode(bytes: Buffer, knownValid: boolean): string {
    const { text, fallback } = decodeUtf8(bytes, knownValid);
    if (fallback) this.#windows1252++;
    else if (text.length !== bytes.length || !(knownValid || isAscii(bytes))) this.#beyondAscii++;
    return text;
  }
}

interface Block {
  bytes: Buffer;
  /** Offset in the file after the block. */
  end: number;
  last: boolean;
}

/** The blocks of a file; the last one, which may be empty, says so. */
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

/** As many lines of a file decide on what it is. */
export const SAMPLE_LINES = 400;

/**
 * Why a file holds no lines of text; null if it may.
 *
 * @throws what the system says where the file cannot be read.
 */
export async function whyNoLines(
  path: string,
  encoding: EncodingName | null = null,
): Promise<Unreadable | null> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SIGNATURE_BYTES), 0, SIGNATURE_BYTES, 0);
  const head = buffer.subarray(0, bytesRead);
  const isKnown = encoding !== null || sniffEncoding(head.subarray(0, HEAD_BYTES)).name !== 'utf-8';
  return whyNoText(head, isKnown);
}

/**
 * The first lines of a file, for recognising what it is.
 *
 * @throws UserError if it is no text.
 */
export async function firstLines(
  path: string,
  encoding: EncodingName | null = null,
  count = SAMPLE_LINES,
): Promise<Line[]> {
  const why = await whyNoLines(path, encoding);
  if (why !== null) throw new UserError('input', `${path}: ${why.message}`, { remedies: why.remedies });
  const lines: Line[] = [];
  for await (const batch of new LineReader(path, encoding, 256 << 10).batches()) {
    lines.push(...batch.lines);
    if (lines.length >= count) break;
  }
  return lines.slice(0, count);
}
