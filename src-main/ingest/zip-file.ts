/** Reads ZIP archives: which files are in one, and their bytes, unpacked as they are read. */
import { isUtf8 } from 'node:buffer';
import { stat } from 'node:fs/promises';
import type { Duplex, Readable } from 'node:stream';
import { crc32, createInflateRaw, createZstdDecompress } from 'node:zlib';
import type { Entry } from 'yauzl';
import { unpacking } from './packed-bytes.ts';
import type { Unpacking } from './packed-bytes.ts';

/** A file in an archive. */
export interface ZipMember {
  /** Its path in the archive, with `/` between folders. */
  name: string;
  /** Its size once it is unpacked. */
  bytes: number;
  entry: Entry;
}

/** Why an archive, or a file in it, cannot be read: a sentence to follow its name. */
export class ArchiveProblem extends Error {}

const UNPACK = 'Unpack it first, and import what is in it.';
const DAMAGED = 'it is a damaged or incomplete ZIP archive.';

/** What unpacks the compression methods that can be read: section 4.4.5 of the format's specification, APPNOTE. */
const METHODS = new Map<number, (() => Duplex) | null>([
  [0, null],
  [8, createInflateRaw],
  [93, createZstdDecompress],
]);
/** The names of others that are in use. */
const UNSUPPORTED: Readonly<Record<number, string>> = {
  9: 'Deflate64',
  12: 'bzip2',
  14: 'LZMA',
  95: 'xz',
  98: 'PPMd',
};
/** Encryption by AES counts as a method. */
const AES = 99;

/** The archive that was listed last: its files are opened one after another, and it may have many thousands. */
let listed: { key: string; members: Promise<ZipMember[]> } | null = null;

/**
 * The files in an archive, in its order, without folders and hidden files.
 *
 * @throws ArchiveProblem if its list of files cannot be read
 */
export async function zipMembers(path: string): Promise<readonly ZipMember[]> {
  const { dev, ino, size, mtimeMs } = await stat(path);
  const key = [dev, ino, size, mtimeMs, path].join(' ');
  if (listed?.key !== key) listed = { key, members: readMembers(path) };
  return listed.members;
}

async function readMembers(path: string): Promise<ZipMember[]> {
  const members = new Map<string, ZipMember>();
  try {
    const { openPromise } = await import('yauzl');
    for await (const entry of (await openPromise(path)).eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/') || isHidden(name)) continue;
      if (members.has(name)) throw new ArchiveProblem(`it holds two files named ${name}. ${UNPACK}`);
      members.set(name, { name, bytes: entry.uncompressedSize, entry });
    }
  } catch (error) {
    throw problemOf(error);
  }
  return [...members.values()];
}

/** Programs on macOS and Linux write names in UTF-8 without the flag that says so. */
function nameOf({ fileName, fileNameRaw }: Entry): string {
  return (isUtf8(fileNameRaw) ? fileNameRaw.toString().replaceAll('\\', '/') : fileName).normalize('NFC');
}

/** Also what macOS adds to the files that it packs. */
function isHidden(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}

/** What is wrong with an archive, as yauzl says it; errors of the disk stay what they are. */
function problemOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof ArchiveProblem || 'code' in error) return error;
  const { message } = error;
  if (/encrypt/i.test(message)) return new ArchiveProblem(encrypted('it is an encrypted ZIP archive'));
  if (/multi-disk/.test(message)) {
    return new ArchiveProblem('it is one part of a ZIP archive in several parts. Unpack them first.');
  }
  if (/absolute path|relative path|invalid characters/.test(message)) {
    return new ArchiveProblem(`it is a ZIP archive with an invalid file name (${message}). ${UNPACK}`);
  }
  return new ArchiveProblem(DAMAGED, { cause: error });
}

function encrypted(what: string): string {
  return `${what}. Unpack it with its password first, and import what is in it.`;
}

/**
 * Begins to unpack a file in an archive. What was unpacked is checked against its size and its checksum at the end.
 *
 * @throws ArchiveProblem if it is encrypted, or compressed in a way that cannot be read, or damaged
 */
export async function openMember(path: string, member: ZipMember): Promise<Unpacking> {
  const { entry } = member;
  const { compressionMethod: method } = entry;
  if (entry.isEncrypted() || method === AES) throw new ArchiveProblem(encrypted('it is encrypted'));
  const unpack = METHODS.get(method);
  if (unpack === undefined) {
    const name = UNSUPPORTED[method] ?? `method ${method}`;
    throw new ArchiveProblem(`its compression in the ZIP archive (${name}) is not supported. ${UNPACK}`);
  }
  let length = 0;
  const packed = unpacking(await packedStream(path, entry), unpack, () => length);
  async function* checked(): AsyncGenerator<Buffer> {
    let sum = 0;
    for await (const chunk of packed.chunks) {
      length += chunk.length;
      if (length > member.bytes) break;
      sum = crc32(chunk, sum);
      yield chunk;
    }
    if (length !== member.bytes || sum !== entry.crc32) {
      throw new ArchiveProblem('its data in the ZIP archive are damaged.');
    }
  }
  return { ...packed, chunks: checked() };
}

/** The bytes of a file in an archive as they stand in it. */
async function packedStream(path: string, entry: Entry): Promise<Readable> {
  const { openPromise } = await import('yauzl');
  try {
    const zip = await openPromise(path, { autoClose: false });
    try {
      // It keeps the archive open until it ends, or is destroyed.
      return await zip.openReadStreamPromise(entry, { decodeFileData: false });
    } finally {
      zip.close();
    }
  } catch (error) {
    throw problemOf(error);
  }
}
