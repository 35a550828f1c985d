import { crc32 } from 'node:zlib';
import { CHECKSUM_BYTES, counted, fitsExactly } from './page-checksums.ts';

/** The polynomial of CRC-32, as zlib has it. */
const POLYNOMIAL = 0xedb88320;
/** Errors within so many bytes in a row are found: as many as the CRC has. */
const BURST_BYTES = 4;

/** How the state of a CRC changes by a byte, by `state & 255`. */
const steps = Uint32Array.from({ length: 256 }, (_, byte) => {
  let state = byte;
  for (let bit = 0; bit < 8; bit++) state = state & 1 ? (state >>> 1) ^ POLYNOMIAL : state >>> 1;
  return state >>> 0;
});
/** The index of a step by its highest byte, which no other has. */
const byHighest = Uint8Array.from(steps.keys());
for (const [byte, step] of steps.entries()) byHighest[step >>> 24] = byte;

/**
 * A page as it was written, where at most four bytes in a row have changed since; null: more has.
 *
 * A CRC is linear: the difference between the sum of the damaged page and the sum that was noted is the CRC of the
 * errors alone. Run backwards over the zeros behind them it gives, for each place, the only four bytes that can have
 * changed there. The hash tells which of the places it was.
 */
export function restoredPage(sums: Buffer, page: number, bytes: Buffer): Buffer | null {
  if (page * CHECKSUM_BYTES > sums.length) return null;
  const content = Buffer.from(counted(page, bytes));
  let difference = (crc32(content) ^ sums.readUInt32LE((page - 1) * CHECKSUM_BYTES)) >>> 0;
  for (let i = 0; i < BURST_BYTES; i++) difference = before(difference);
  for (let at = content.length - BURST_BYTES; at >= 0; at--) {
    change(content, at, difference);
    if (fitsExactly(sums, page, content)) {
      const whole = Buffer.from(bytes);
      change(whole, at, difference);
      return whole;
    }
    change(content, at, difference);
    difference = before(difference);
  }
  return null;
}

function change(bytes: Buffer, at: number, difference: number): void {
  bytes.writeUInt32LE((bytes.readUInt32LE(at) ^ difference) >>> 0, at);
}

/** The state of a CRC before a byte of zeros. */
function before(state: number): number {
  const index = byHighest[state >>> 24]!;
  return (((state ^ steps[index]!) << 8) | index) >>> 0;
}
