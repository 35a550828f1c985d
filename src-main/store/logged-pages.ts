/** The pages that stand in SQLite's write-ahead log, as the last commit left them. */
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { FRAME_HEADER_BYTES, HEADER_BYTES } from './write-ahead-log.ts';

/** Frame headers are read so many frames at once. */
const FRAMES = 64;

export interface LoggedPages {
  /** Where in the log the latest version of a page begins, by the page's number. */
  at: ReadonlyMap<number, number>;
  /** The last frame of a page, from 1, by the page's number. */
  lastFrame: ReadonlyMap<number, number>;
  /** The first frame of a page, from 1, by the page's number. */
  firstFrame: ReadonlyMap<number, number>;
  /** Frames up to the last commit. */
  frames: number;
  /** What tells this log from the ones before it. */
  salts: Buffer;
  pageBytes: number;
  /** Pages of the database after the last commit. */
  databasePages: number;
}

/**
 * @param frames up to the last commit
 * @returns null: nothing is in the log
 */
export function loggedPages(file: string, frames: number): LoggedPages | null {
  if (frames === 0 || !existsSync(file)) return null;
  const log = openSync(file, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    if (fstatSync(log).size < HEADER_BYTES || readSync(log, header, 0, HEADER_BYTES, 0) < HEADER_BYTES)
      return null;
    const pageBytes = header.readUInt32BE(8);
    const frameBytes = FRAME_HEADER_BYTES + pageBytes;
    const at = new Map<number, number>();
    const firstFrame = new Map<number, number>();
    const lastFrame = new Map<number, number>();
    let databasePages = 0;
    const piece = Buffer.alloc(FRAMES * frameBytes);
    for (let frame = 0; frame < frames; frame++) {
      const start = HEADER_BYTES + frame * frameBytes;
      const inPiece = (frame % FRAMES) * frameBytes;
      if (inPiece === 0) readSync(log, piece, 0, piece.length, start);
      const page = piece.readUInt32BE(inPiece);
      if (!at.has(page)) firstFrame.set(page, frame + 1);
      lastFrame.set(page, frame + 1);
      at.set(page, start + FRAME_HEADER_BYTES);
      databasePages = piece.readUInt32BE(inPiece + 4) || databasePages;
    }
    return { at, firstFrame, lastFrame, frames, salts: header.subarray(16, 24), pageBytes, databasePages };
  } finally {
    closeSync(log);
  }
}
