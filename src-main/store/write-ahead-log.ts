/**
 * Whether SQLite's write-ahead log can be read to its end. SQLite takes what it can read of a log and deletes the rest
 * without a word, so this is looked at before it opens one.
 *
 * @see https://sqlite.org/fileformat2.html#the_write_ahead_log and https://sqlite.org/walformat.html
 */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { endianness } from 'node:os';

export const HEADER_BYTES = 32;
export const FRAME_HEADER_BYTES = 24;
/** Its last bit says whether checksums are over big-endian words. */
const MAGIC = 0x377f0682;
/** Where the index of the log has the number of its frames, and the salts of the log. */
const INDEX = { bytes: 48, frames: 16, salts: 32 };

export interface LogState {
  /** Frames, of a page each, that can be read. */
  readable: number;
  /** Whether more was written than can be read: committed changes may be among it. */
  damaged: boolean;
}

/** Frames up to the last commit, as far as they can be read. */
export function readableFrames(file: string): number {
  if (!existsSync(file)) return 0;
  const log = openSync(file, 'r');
  try {
    return fstatSync(log).size === 0 ? 0 : stateOf(log, fstatSync(log).size, null).readable;
  } finally {
    closeSync(log);
  }
}

/** The state of a log; null: there is none, or it is empty. */
export function logState(file: string): LogState | null {
  if (!existsSync(file)) return null;
  const log = openSync(file, 'r');
  try {
    const { size } = fstatSync(log);
    return size === 0 ? null : stateOf(log, size, logIndex(file.replace(/-wal$/, '-shm')));
  } finally {
    closeSync(log);
  }
}

interface LogIndex {
  /** Up to the last commit. */
  frames: number;
  /** What tells this log from the ones before it. */
  salts: Buffer;
}

function stateOf(log: number, size: number, index: LogIndex | null): LogState {
  const header = readAt(log, 0, HEADER_BYTES);
  const magic = header.length < 4 ? 0 : header.readUInt32BE(0);
  if (header.length < HEADER_BYTES || (magic & ~1) >>> 0 !== MAGIC) return { readable: 0, damaged: true };
  const sum = checksum([0, 0], header.subarray(0, 24), magic);
  if (!isSum(sum, header, 24)) return { readable: 0, damaged: true };
  const salts = header.subarray(16, 24);
  const pageBytes = header.readUInt32BE(8);
  const frameBytes = FRAME_HEADER_BYTES + pageBytes;
  const frames = Math.ceil((size - HEADER_BYTES) / frameBytes);
  let before = sum;
  let readable = 0;
  for (; readable < frames; readable++) {
    const frame = readAt(log, HEADER_BYTES + readable * frameBytes, frameBytes);
    if (frame.length < frameBytes || !frame.subarray(8, 16).equals(salts)) break;
    const now = checksum(
      checksum(before, frame.subarray(0, 8), magic),
      frame.subarray(FRAME_HEADER_BYTES),
      magic,
    );
    if (!isSum(now, frame, 16)) break;
    before = now;
  }
  // Frames with other salts are left over from before the log was begun anew.
  const isOfThisLog = (frame: number): boolean =>
    readAt(log, HEADER_BYTES + frame * frameBytes + 8, 8).equals(salts);
  const more = Array.from({ length: frames - readable }, (_, i) => readable + i).some(isOfThisLog);
  const isCut = index !== null && index.salts.equals(salts) && index.frames > readable;
  return { readable, damaged: more || isCut };
}

/** What the index says, which whoever was killed leaves behind; null: it says nothing that can be relied on. */
function logIndex(file: string): LogIndex | null {
  if (!existsSync(file)) return null;
  const opened = openSync(file, 'r');
  const bytes = readAt(opened, 0, 2 * INDEX.bytes);
  closeSync(opened);
  const header = bytes.subarray(0, INDEX.bytes);
  if (bytes.length < 2 * INDEX.bytes || !header.equals(bytes.subarray(INDEX.bytes))) return null;
  const frames =
    endianness() === 'LE' ? header.readUInt32LE(INDEX.frames) : header.readUInt32BE(INDEX.frames);
  return { frames, salts: header.subarray(INDEX.salts, INDEX.salts + 8) };
}

function readAt(file: number, position: number, bytes: number): Buffer {
  const buffer = Buffer.alloc(bytes);
  return buffer.subarray(0, readSync(file, buffer, 0, bytes, position));
}

type Sum = readonly [number, number];

/** The checksum after further bytes, a multiple of eight. */
function checksum([first, second]: Sum, bytes: Buffer, magic: number): Sum {
  const isBigEndian = (magic & 1) === 1;
  let [a, b] = [first, second];
  for (let at = 0; at < bytes.length; at += 8) {
    const [x, y] = isBigEndian
      ? [bytes.readUInt32BE(at), bytes.readUInt32BE(at + 4)]
      : [bytes.readUInt32LE(at), bytes.readUInt32LE(at + 4)];
    a = (a + x + b) >>> 0;
    b = (b + y + a) >>> 0;
  }
  return [a, b];
}

function isSum([first, second]: Sum, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === first && bytes.readUInt32BE(at + 4) === second;
}
