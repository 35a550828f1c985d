import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { counted } from '../counted.ts';
import { UserError } from '../errors.ts';
import type { Block } from './byte-source.ts';
import { openBytes } from './bytes.ts';
import { detectFallback } from './detect-encoding.ts';
import type { Fallback } from './detect-encoding.ts';
import { type LineEnd, lineEndOf, namedEncoding, sniffEncoding } from './encoding.ts';
import { isJsonStart } from './json-start.ts';
import { SIGNATURE_BYTES, whyNoText } from './file-signature.ts';
import type { Unreadable } from './file-signature.ts';
import { LineSplitter } from './line-splitter.ts';
import type { RawLine } from './line-splitter.ts';
import type { Question } from './question.ts';
import { invalidLines } from './invalid-lines.ts';
import type { EncodingName } from './encoding-names.ts';

const lineSchema = z.object({
  text: z.string(),
  /** From 1. */
  number: z.int(),
  /** Offset of its first byte in the file. */
  byte: z.int(),
  /** It was longer than a line may be; its rest was dropped, or is the next line in JSON. */
  overlong: z.boolean(),
});
/** A line of a file, without its end. */
export type Line = z.infer<typeof lineSchema>;
/** Lines as they are kept with their file. */
export const linesSchema = z.array(lineSchema);

export interface LineBatch {
  lines: Line[];
  /** Bytes of the file that were read so far. */
  bytesRead: number;
}

/** Whether a line is wanted, by its number and the offset of its first byte. */
type Wanted = (number: number, byte: number) => boolean;

type Decoder = InstanceType<typeof TextDecoder>;

/** A batch is a transaction, and each one writes the pages of the indexes anew: not too small. */
const BLOCK_BYTES = 4 << 20;
/** The lines of so many bytes are in memory at a time: few enough to be thrown away before anything is made room for. */
const BATCH_BYTES = 32 << 10;
/** The same of so many lines, however short: what is made of a line takes more memory than its bytes. */
const BATCH_LINES = 512;
/** As many bytes decide on UTF-16. */
const SNIFF_BYTES = 4096;
/** As many bytes decide on how lines end and on their encoding. */
const HEAD_BYTES = 256 << 10;
/** Longer lines are no records; without a limit a file without line ends would fill the memory. */
export const MAX_LINE_BYTES = 1 << 20;

/** Reads a text file in batches of whole lines. Memory is that of one block, however long the file. */
export class LineReader {
  readonly #path: string;
  readonly #asked: EncodingName | null;
  readonly #blockBytes: number;
  #name: EncodingName = 'utf-8';
  #fallback: Fallback = { name: 'windows-1252', certainty: null, other: null };
  #decoder: Decoder | null = null;
  #fallbackDecoder = new TextDecoder('windows-1252');
  /** Lines that are not valid in the encoding of the file. */
  #invalid = 0;
  #firstInvalid = 0;
  #beyondAscii = 0;

  /** `encoding`: as the user says; null: recognised. */
  constructor(path: string, encoding: EncodingName | null = null, blockBytes = BLOCK_BYTES) {
    this.#path = path;
    this.#asked = encoding;
    this.#blockBytes = blockBytes;
  }

  /** How the lines that were read so far are encoded, in words. */
  get encoding(): string {
    if (this.#invalid === 0 || this.#decoder !== null) return this.#name;
    const { name } = this.#fallback;
    return this.#beyondAscii === 0 ? name : `utf-8, ${counted(this.#invalid, 'line')} ${name}`;
  }

  /** What the user should know of the lines that were not valid in the encoding of the file; null: all were. */
  get remark(): Question | null {
    return invalidLines({
      encoding: this.#name,
      count: this.#invalid,
      first: this.#firstInvalid,
      fallback: this.#decoder === null ? this.#fallback : null,
    });
  }

  /** All lines of the file, or those that are wanted. May be called again to read it from the start. */
  async *batches(wanted?: Wanted): AsyncGenerator<LineBatch> {
    for await (const block of this.blocks(wanted)) yield* block;
  }

  /** The same by blocks, whose lines are decoded while they are taken: those of one before the next is asked for. */
  async *blocks(wanted?: Wanted): AsyncGenerator<Iterable<LineBatch>> {
    await using source = await openBytes(this.#path);
    const { bomBytes, ...options } = await this.#prepare(await source.head(HEAD_BYTES));
    const splitter = new LineSplitter({ ...options, firstByte: bomBytes, maxBytes: MAX_LINE_BYTES });
    for await (const block of source.blocks(bomBytes, this.#blockBytes)) {
      yield this.#batchesOf(block, splitter, wanted);
    }
  }

  *#batchesOf(
    { bytes, end, last }: Block,
    splitter: LineSplitter,
    wanted: Wanted | undefined,
  ): Generator<LineBatch> {
    for (let start = 0; start === 0 || start < bytes.length; start += BATCH_BYTES) {
      const part = bytes.subarray(start, start + BATCH_BYTES);
      const isEnd = start + BATCH_BYTES >= bytes.length;
      const all = splitter.push(part, last && isEnd);
      const raw = wanted === undefined ? all : all.filter(({ number, byte }) => wanted(number, byte));
      const [first] = raw;
      const valid = this.#decoder === null && first !== undefined && isUtf8(part) && isUtf8(first.bytes);
      const bytesRead = isEnd ? end : end - bytes.length + start + part.length;
      for (let from = 0; from === 0 || from < raw.length; from += BATCH_LINES) {
        const lines = raw.slice(from, from + BATCH_LINES).map((line) => this.#line(line, valid));
        yield { lines, bytesRead };
      }
    }
  }

  /** Looks at the first bytes for how the file is encoded, and how its lines end. */
  async #prepare(head: Buffer): Promise<LineEnd & { bomBytes: number; pieces: boolean }> {
    const start = head.subarray(0, SNIFF_BYTES);
    const encoding = this.#asked === null ? sniffEncoding(start) : namedEncoding(this.#asked, start);
    this.#name = encoding.name;
    this.#decoder = encoding.name === 'utf-8' ? null : new TextDecoder(encoding.name, { ignoreBOM: true });
    if (encoding.name === 'utf-8' && this.#asked === null) this.#fallback = await detectFallback(head);
    this.#fallbackDecoder = new TextDecoder(this.#fallback.name);
    this.#invalid = 0;
    this.#beyondAscii = 0;
    // A JSON array often is one line, however long.
    const pieces = isJsonStart(new TextDecoder(encoding.name).decode(start));
    return { bomBytes: encoding.bomBytes, ...lineEndOf(head, encoding), pieces };
  }

  #line(line: RawLine, knownValid: boolean): Line {
    const { number, byte, overlong } = line;
    const text =
      this.#decoder === null
        ? this.#decodeUtf8(line, knownValid && !overlong)
        : this.#decode(this.#decoder, line.bytes, number);
    return { text: withoutEnd(text), number, byte, overlong };
  }

  #decode(decoder: Decoder, bytes: Buffer, number: number): string {
    const text = decoder.decode(bytes);
    if (text.includes('\uFFFD') && !isValid(bytes, this.#name)) this.#noteInvalid(number);
    return text;
  }

  #decodeUtf8(line: RawLine, knownValid: boolean): string {
    if (!knownValid && !isUtf8(line.bytes)) {
      this.#noteInvalid(line.number);
      return this.#fallbackDecoder.decode(line.bytes);
    }
    const { text } = line;
    // As many characters as bytes: valid UTF-8 has no more of them only where all are ASCII.
    if (text.length !== line.length) this.#beyondAscii++;
    return text;
  }

  #noteInvalid(number: number): void {
    if (this.#invalid === 0) this.#firstInvalid = number;
    this.#invalid++;
  }
}

/** Of an end of two characters, in either order, the splitter knows one. */
function withoutEnd(text: string): string {
  if (text.endsWith('\r')) return text.slice(0, -1);
  return text.startsWith('\n') || text.startsWith('\r') ? text.slice(1) : text;
}

function isValid(bytes: Buffer, encoding: EncodingName): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** As many lines of a file decide on what it is. */
export const SAMPLE_LINES = 400;
/** So many bytes are enough, however long the lines are. */
const MOST_SAMPLE_BYTES = 8 << 20;
/** The same of JSON, whose one line may hold a record every few bytes. */
const MOST_JSON_BYTES = 1 << 20;

/**
 * Why a file holds no lines of text; null if it may.
 *
 * @throws what the system says where the file cannot be read.
 */
export async function whyNoLines(
  path: string,
  encoding: EncodingName | null = null,
): Promise<Unreadable | null> {
  await using source = await openBytes(path);
  const head = await source.head(SIGNATURE_BYTES);
  const isKnown = encoding !== null || sniffEncoding(head.subarray(0, SNIFF_BYTES)).name !== 'utf-8';
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
    // One by one: a batch may have more lines than a call may have arguments.
    for (const line of batch.lines) lines.push(line);
    const mostBytes = isJsonStart(lines[0]?.text ?? '') ? MOST_JSON_BYTES : MOST_SAMPLE_BYTES;
    if (lines.length >= count || batch.bytesRead >= mostBytes) break;
  }
  return lines.slice(0, count);
}
