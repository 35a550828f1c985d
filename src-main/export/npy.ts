import { endianness } from 'node:os';

/** The header's end, from the start of the file, is a multiple of this. */
const alignment = 64;
/** Magic bytes, version and the length of the header. */
const prefixBytes = 10;

/**
 * Rows of float32 (N, D) as a .npy file: NumPy's format 1.0, little-endian, C order.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyFile(rows: readonly Float32Array[], width: number): Uint8Array {
  const shape = `(${rows.length}, ${width})`;
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const start = Math.ceil((prefixBytes + header.length + 1) / alignment) * alignment;
  const file = Buffer.alloc(start + 4 * rows.length * width);
  file.write('\u0093NUMPY\u0001\u0000', 'latin1');
  file.writeUInt16LE(start - prefixBytes, 8);
  file.write(`${header.padEnd(start - prefixBytes - 1)}\n`, prefixBytes, 'latin1');
  for (const [index, row] of rows.entries()) {
    if (row.length !== width)
      throw new RangeError(`row ${index} has ${row.length} values instead of ${width}`);
    file.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength), start + 4 * index * width);
  }
  if (endianness() === 'BE') file.subarray(start).swap32();
  return file;
}
