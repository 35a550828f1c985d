import { mixed } from './hash.ts';
import type { Lists } from './packed.ts';

/** Bands of a signature, and the least hashes in each. */
export const BANDS = 40;
export const ROWS = 4;

/**
 * The key of each set from `from` to `to` in one band of its MinHash signature: sets with Jaccard similarity s have the same key with the
 * probability s^ROWS, and agree in at least one of the bands with 1 - (1 - s^ROWS)^BANDS.
 *
 * @see Broder (1997), On the resemblance and containment of documents; Leskovec, Rajaraman and Ullman, Mining of Massive
 * Datasets, chapter 3
 */
export function bandKeys(sets: Lists, from: number, to: number, band: number): Uint32Array {
  const keys = new Uint32Array(to - from);
  const { values, starts } = sets;
  const [m0, m1, m2, m3] = Array.from({ length: ROWS }, (_, row) => mixed(2 * (band * ROWS + row) + 1) | 1);
  const [a0, a1, a2, a3] = Array.from({ length: ROWS }, (_, row) =>
    mixed(0x9e3779b9 + 2 * (band * ROWS + row)),
  );
  for (let index = from; index < to; index++) {
    let [least0, least1, least2, least3] = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff];
    const end = starts[index + 1]!;
    for (let at = starts[index]!; at < end; at++) {
      const value = values[at]!;
      const h0 = Math.imul(value ^ a0!, m0!) >>> 0;
      const h1 = Math.imul(value ^ a1!, m1!) >>> 0;
      const h2 = Math.imul(value ^ a2!, m2!) >>> 0;
      const h3 = Math.imul(value ^ a3!, m3!) >>> 0;
      if (h0 < least0) least0 = h0;
      if (h1 < least1) least1 = h1;
      if (h2 < least2) least2 = h2;
      if (h3 < least3) least3 = h3;
    }
    keys[index - from] = mixed(mixed(mixed(mixed(least0) ^ least1) ^ least2) ^ least3);
  }
  return keys;
}
