/**
 * The checksum of every page of the database, in a file beside it. SQLite keeps none, so that it takes a page with a
 * flipped byte for the page that it wrote.
 *
 * The file: a header of 48 bytes (name, version, bytes of a page, number of pages, whether it is in doubt, and how far the
 * log of changes was counted in), 12 bytes a page, and the SHA-256 of all that. A page's 12 bytes are its CRC-32, which is fast, and the start of its SHA-256, which
 * tells a page that was put right from one that has the same CRC by chance; all of them 0: it was never written.
 */
import { createHash, hash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { crc32 } from 'node:zlib';
import { databaseOf } from './workspace-folder.ts';

const NAME = 'contexture-pages';
const VERSION = 1;
const HEADER_BYTES = 48;
const HASH_BYTES = 32;
export const CHECKSUM_BYTES = 12;

/**
 * What of the first page changes without a transaction: the mode of the journal, and counters of changes.
 * @see https://sqlite.org/fileformat2.html#the_database_header
 */
const COUNTERS = [
  [18, 20],
  [24, 28],
  [92, 100],
] as const;

export interface PageChecksums {
  pageBytes: number;
  /** 12 bytes for each page of the database, from its first. */
  sums: Buffer;
  /** The file was damaged once, so that a page that does not fit need not be damaged itself. */
  inDoubt: boolean;
  /** Up to which frame of which log changes are counted in: the log's salts, and the number of the frame. */
  log: { salts: Buffer; frames: number };
}

const noLog = (): PageChecksums['log'] => ({ salts: Buffer.alloc(8), frames: 0 });

/** The checksums of a database of which nothing is known yet. */
export function noChecksums(pageBytes: number, pages: number): PageChecksums {
  return { pageBytes, sums: Buffer.alloc(pages * CHECKSUM_BYTES), inDoubt: false, log: noLog() };
}

/** The file with the checksums of a workspace's database. */
export function checksumFile(folder: string): string {
  return `${databaseOf(folder)}-checksums`;
}

/** Reads it; null: there is none. */
export function readChecksums(folder: string): PageChecksums | null {
  const file = checksumFile(folder);
  if (!existsSync(file)) return null;
  const bytes = readFileSync(file);
  const content = bytes.subarray(0, Math.max(0, bytes.length - HASH_BYTES));
  const isWhole = createHash('sha256').update(content).digest().equals(bytes.subarray(content.length));
  const pageBytes = content.length < HEADER_BYTES ? 0 : content.readUInt32LE(20);
  const count = content.length < HEADER_BYTES ? 0 : content.readUInt32LE(24);
  const sums = content.subarray(HEADER_BYTES);
  const fits =
    content.toString('latin1', 0, NAME.length) === NAME &&
    content.readUInt32LE(16) === VERSION &&
    sums.length === count * CHECKSUM_BYTES;
  if (!fits) return { ...noChecksums(0, 0), inDoubt: true };
  const log = { salts: content.subarray(32, 40), frames: content.readUInt32LE(40) };
  return { pageBytes, sums, log, inDoubt: !isWhole || content.readUInt32LE(28) !== 0 };
}

/** Writes it whole, or leaves the one that was there. */
export function saveChecksums(folder: string, { pageBytes, sums, inDoubt, log }: PageChecksums): void {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(NAME, 'latin1');
  header.writeUInt32LE(VERSION, 16);
  header.writeUInt32LE(pageBytes, 20);
  header.writeUInt32LE(sums.length / CHECKSUM_BYTES, 24);
  header.writeUInt32LE(inDoubt ? 1 : 0, 28);
  log.salts.copy(header, 32);
  header.writeUInt32LE(log.frames, 40);
  const sum = createHash('sha256').update(header).update(sums).digest();
  // One name for all, since only one process at a time writes it: what one that was killed left is written over.
  const part = `${checksumFile(folder)}.part`;
  try {
    const file = openSync(part, 'w');
    try {
      for (const piece of [header, sums, sum]) writeSync(file, piece);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, checksumFile(folder));
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** A page as its checksum is taken of it: the first one without what changes by itself. */
export function counted(page: number, bytes: Buffer): Buffer {
  if (page !== 1) return bytes;
  const copy = Buffer.from(bytes);
  for (const [from, to] of COUNTERS) copy.fill(0, from, to);
  return copy;
}

/** Notes the checksum of a page, counted from 1. */
export function noteChecksum(sums: Buffer, page: number, bytes: Buffer): void {
  const at = (page - 1) * CHECKSUM_BYTES;
  const content = counted(page, bytes);
  sums.writeUInt32LE(crc32(content), at);
  hash('sha256', content, 'buffer').copy(sums, at + 4, 0, CHECKSUM_BYTES - 4);
}

/** Makes the checksum of a page wrong for good: what it was made of was damaged. */
export function spoilChecksum(sums: Buffer, page: number): void {
  const at = (page - 1) * CHECKSUM_BYTES;
  sums.writeUInt32LE(~sums.readUInt32LE(at) >>> 0, at);
}

/** Whether a page is what its checksum was taken of; one that was never written has nothing to be wrong. */
export function fitsChecksum(sums: Buffer, page: number, bytes: Buffer): boolean {
  const at = (page - 1) * CHECKSUM_BYTES;
  if (at + CHECKSUM_BYTES > sums.length || isUnwritten(sums, page)) return true;
  return crc32(counted(page, bytes)) === sums.readUInt32LE(at);
}

/** The same by the hash as well, which takes four times as long. */
export function fitsExactly(sums: Buffer, page: number, bytes: Buffer): boolean {
  const at = (page - 1) * CHECKSUM_BYTES;
  const content = counted(page, bytes);
  return (
    crc32(content) === sums.readUInt32LE(at) &&
    hash('sha256', content, 'buffer')
      .subarray(0, CHECKSUM_BYTES - 4)
      .equals(sums.subarray(at + 4, at + CHECKSUM_BYTES))
  );
}

function isUnwritten(sums: Buffer, page: number): boolean {
  const at = (page - 1) * CHECKSUM_BYTES;
  return sums.subarray(at, at + CHECKSUM_BYTES).every((byte) => byte === 0);
}
