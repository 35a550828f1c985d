/** Reads tar archives (POSIX.1-2001, and GNU's long names), plain or compressed with gzip or zstd, as streams. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Duplex, pipeline, type Readable } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { counted } from '../counted.ts';
import { ArchiveProblem } from './zip-file.ts';

/** A file or a link in an archive. */
export interface TarMember {
  /** Its path in the archive, with `/` between folders. */
  name: string;
  bytes: number;
  isLink: boolean;
}

/** Headers and contents come in blocks of so many bytes. */
const BLOCK = 512;
/** What headers of their own say of the next file is shorter. */
const mostSaid = 1 << 20;
/** Weights hardly shrink; what becomes so many times larger is made to fill the disk. */
const mostUnpacked = 100;
/** Below this, in bytes, it does not matter. */
const harmless = 10_000_000;

const DAMAGED = 'it is a damaged or incomplete tar archive.';

/** What unpacks an archive that begins so; null: it is not packed; missing: it is no tar archive that can be read. */
function unpackingOf(head: Buffer): (() => Duplex) | null | undefined {
  if (head.subarray(0, 2).toString('hex') === '1f8b') return createGunzip;
  if (head.subarray(0, 4).toString('hex') === '28b52ffd') return createZstdDecompress;
  return head.length >= BLOCK && isHeader(head.subarray(0, BLOCK)) ? null : undefined;
}

/** Whether a file may be a tar archive that can be read; one that is compressed shows itself when it is unpacked. */
export function mayBeTar(head: Buffer): boolean {
  return unpackingOf(head) !== undefined;
}

/**
 * The files and links in an archive, in its order, without folders and hidden files.
 * @throws ArchiveProblem if it is damaged, a path leads out of it, or it would become far larger than it is
 */
export async function tarMembers(path: string, head: Buffer): Promise<TarMember[]> {
  const members = new Map<string, TarMember>();
  for await (const { content: _, ...member } of entries(path, head)) {
    if (isHidden(member.name)) continue;
    if (members.has(member.name)) throw new ArchiveProblem(`it holds two files named ${member.name}.`);
    members.set(member.name, member);
  }
  return [...members.values()];
}

/** The bytes of a file in an archive. */
export async function* tarChunks(path: string, head: Buffer, name: string): AsyncGenerator<Uint8Array> {
  for await (const entry of entries(path, head)) {
    if (entry.name !== name) continue;
    yield* entry.content();
    return;
  }
}

interface TarEntry extends TarMember {
  /** To be read before the next one; what is left of it is skipped. */
  content: () => AsyncGenerator<Buffer>;
}

async function* entries(path: string, head: Buffer): AsyncGenerator<TarEntry> {
  const { size: packed } = await stat(path);
  const unpack = unpackingOf(head);
  const bytes = unpack
    ? new Bytes(() => pipeline(createReadStream(path), unpack(), () => {}), mostUnpacked * packed + harmless)
    : new Bytes((start) => createReadStream(path, { start }), packed, true);
  try {
    let said: { name?: string; size?: number } = {};
    for (;;) {
      const header = await bytes.take(BLOCK);
      // The end; some programs leave the blocks of zeros out.
      if (header.every((byte) => byte === 0)) return;
      if (header.length < BLOCK || !isHeader(header)) throw new ArchiveProblem(DAMAGED);
      const size = said.size ?? octal(header, 124, 12);
      const padding = (BLOCK - (size % BLOCK)) % BLOCK;
      const type = String.fromCharCode(header[156]!);
      if (type === 'L' || type === 'x') {
        if (size > mostSaid) throw new ArchiveProblem(DAMAGED);
        const content = await bytes.take(size);
        if (content.length < size) throw new ArchiveProblem(DAMAGED);
        Object.assign(said, type === 'L' ? { name: text(content, 0, size) } : extended(content));
        await bytes.skip(padding);
        continue;
      }
      const name = said.name ?? nameOf(header);
      said = {};
      let left = size;
      const isLink = type === '1' || type === '2';
      // Folders, devices and what is said of all files are no files; 0 was a null byte once.
      if (isLink || type === '0' || type === '\0') {
        yield { name: safe(name), bytes: size, isLink, content };
      }
      await bytes.skip(left + padding);

      async function* content(): AsyncGenerator<Buffer> {
        while (left > 0) {
          const chunk = await bytes.some(left);
          if (chunk.length === 0) throw new ArchiveProblem(DAMAGED);
          left -= chunk.length;
          yield chunk;
        }
      }
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw /^Z_|ZSTD/.test(code) ? new ArchiveProblem(DAMAGED, { cause: error }) : error;
  } finally {
    bytes.close();
  }
}

/** Less is read past: opening a file anew costs as much. */
const worthSeeking = 1 << 20;

/** Takes bytes from a stream. */
class Bytes {
  readonly #open: (start: number) => Readable;
  readonly #most: number;
  readonly #seeks: boolean;
  #stream: Readable;
  #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);
  #read = 0;

  /** @param seeks whether `open` can begin anywhere in its `most` bytes */
  constructor(open: (start: number) => Readable, most: number, seeks = false) {
    this.#open = open;
    this.#most = most;
    this.#seeks = seeks;
    this.#stream = open(0);
    this.#chunks = this.#stream[Symbol.asyncIterator]();
  }

  close(): void {
    this.#stream.destroy();
  }

  #seek(to: number): void {
    if (to > this.#most) throw new ArchiveProblem(DAMAGED);
    this.close();
    this.#stream = this.#open(to);
    this.#chunks = this.#stream[Symbol.asyncIterator]();
    this.#rest = Buffer.alloc(0);
    this.#read = to;
  }

  /** So many bytes, or fewer at the end. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = count; left > 0;) {
      const part = await this.some(left);
      if (part.length === 0) break;
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** @throws ArchiveProblem if there are fewer */
  async skip(count: number): Promise<void> {
    const ahead = count - this.#rest.length;
    if (this.#seeks && ahead > worthSeeking) return this.#seek(this.#read + ahead);
    for (let left = count; left > 0;) {
      const part = await this.some(left);
      if (part.length === 0) throw new ArchiveProblem(DAMAGED);
      left -= part.length;
    }
  }

  /** At least one byte and at most so many; none at the end. */
  async some(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#chunks.next();
      if (done === true) return Buffer.alloc(0);
      this.#rest = value;
      this.#read += value.length;
      if (this.#read > this.#most) {
        throw new ArchiveProblem(`it becomes more than ${counted(this.#most, 'byte')}, as no weights do.`);
      }
    }
    const part = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }
}

/** Whether the sum of the bytes of a header is the one that stands in it, its own bytes counted as blanks. */
function isHeader(header: Buffer): boolean {
  const stated = octal(header, 148, 8);
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
  return sum === stated && sum > 8 * 32;
}

/** A number in octal digits; of 8 GB or more, in binary with its first bit set. */
function octal(header: Buffer, at: number, length: number): number {
  if (length === 12 && (header[at]! & 0x80) !== 0) return Number(header.readBigUInt64BE(at + 4));
  return Number.parseInt(text(header, at, length).trim(), 8) || 0;
}

function nameOf(header: Buffer): string {
  const isPosix = header.toString('latin1', 257, 263) === 'ustar\0';
  const prefix = isPosix ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** What an extended header says: lines of `LENGTH KEY=VALUE`. */
function extended(content: Buffer): { name?: string; size?: number } {
  const said: { name?: string; size?: number } = {};
  for (let at = 0; at < content.length;) {
    const blank = content.indexOf(' ', at);
    const length = Number(content.toString('latin1', at, blank));
    if (blank < 0 || !Number.isSafeInteger(length) || length <= blank - at) throw new ArchiveProblem(DAMAGED);
    const [, key, value] = /^([^=]*)=(.*)\n$/s.exec(content.toString('utf8', blank + 1, at + length)) ?? [];
    if (key === 'path') said.name = value!;
    if (key === 'size') said.size = Number(value);
    at += length;
  }
  return said;
}

/** @throws ArchiveProblem if a path leads out of the archive */
function safe(name: string): string {
  const path = name
    .replaceAll('\\', '/')
    .normalize('NFC')
    .replace(/^(?:\.\/)+/, '');
  if (/^(?:\/|[a-z]:)/i.test(path) || path.split('/').includes('..') || path.includes('\0')) {
    throw new ArchiveProblem(`it is a tar archive with an invalid file name (${name}).`);
  }
  return path;
}

function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

function text(bytes: Buffer, at: number, length: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString('utf8', at, end < 0 || end > at + length ? at + length : end);
}
