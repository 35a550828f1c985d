import { expect, test } from 'vitest';
import { Random } from '../random.ts';
import { fitsChecksum, noChecksums, noteChecksum } from './page-checksums.ts';
import { restoredPage } from './restore-page.ts';

const pageBytes = 4096;

function drawnPage(random: Random): { bytes: Buffer; sums: Buffer } {
  const bytes = Buffer.from(Uint8Array.from({ length: pageBytes }, () => random.below(256)));
  const { sums } = noChecksums(pageBytes, 2);
  noteChecksum(sums, 2, bytes);
  return { bytes, sums };
}

test('up to four changed bytes in a row are put right, wherever they stand', () => {
  const random = new Random(1);
  for (const length of [1, 2, 3, 4]) {
    for (const at of [0, pageBytes - length, random.below(pageBytes - 4)]) {
      const { bytes, sums } = drawnPage(random);
      const damaged = Buffer.from(bytes);
      for (let i = 0; i < length; i++) damaged[at + i]! ^= 1 + random.below(255);
      expect(fitsChecksum(sums, 2, damaged)).toBe(false);
      expect(restoredPage(sums, 2, damaged)).toEqual(bytes);
    }
  }
});

test('a page in which more changed is given up, never guessed', () => {
  const random = new Random(2);
  for (let i = 0; i < 5; i++) {
    const { bytes, sums } = drawnPage(random);
    const at = random.below(pageBytes - 600);
    bytes.fill(0, at, at + 512);
    expect(restoredPage(sums, 2, bytes)).toBeNull();
  }
});
