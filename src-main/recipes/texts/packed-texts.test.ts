import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../../engine/types.ts';
import { packedBatches, packedTensors, placesOf, rowsAtOnce } from './packed-texts.ts';

/** Six elements from one on. */
function part({ data }: HostTensor, from: number): number[] {
  return Array.from(data.subarray(from, from + 6));
}

const lengths = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 80 });

describe('packed texts', () => {
  it('each stand in one row, which holds all of its texts', () => {
    fc.assert(
      fc.property(lengths, (tokens) => {
        const batches = packedBatches(tokens);
        const placed = batches.flatMap((batch) => Array.from(placesOf(batch), ({ text }) => text));
        expect(placed.toSorted((a, b) => a - b)).toEqual([...tokens.keys()]);
        for (const { length, rows } of batches) {
          expect(rows.length).toBeLessThanOrEqual(rowsAtOnce(length));
          for (const row of rows) {
            const used = row.reduce((sum, text) => sum + tokens[text]!, 0);
            expect(used).toBeLessThanOrEqual(length);
          }
        }
      }),
    );
  });

  it('leave little of their rows empty', () => {
    // 25 to 69 tokens, each as often: a row of 128 holds two to four of them.
    const tokens = Array.from({ length: 900 }, (_, i) => 25 + (i % 45));
    const places = packedBatches(tokens).reduce((sum, { length, rows }) => sum + length * rows.length, 0);
    expect(tokens.reduce((a, b) => a + b) / places).toBeGreaterThan(0.95);
  });

  it('count their tokens from 0, and for their own vector alone', () => {
    const texts = [Int32Array.of(7, 8, 9), Int32Array.of(5, 6)];
    const [batch] = packedBatches([3, 2]);
    const read = packedTensors(batch!, texts, { paddingId: 1, readFrom: 'mean' });
    expect(part(read.tokens, 0)).toEqual([7, 8, 9, 5, 6, 1]);
    expect(part(read.positions, 0)).toEqual([0, 1, 2, 0, 1, 0]);
    expect(part(read.segments, 0)).toEqual([1, 1, 1, 2, 2, 0]);
    const [third, half] = [Math.fround(1 / 3), 0.5];
    expect(part(read.shares, 0)).toEqual([third, third, third, 0, 0, 0]);
    expect(part(read.shares, 128)).toEqual([0, 0, 0, half, half, 0]);
    const first = packedTensors(batch!, texts, { paddingId: 1, readFrom: 'first' });
    expect(part(first.shares, 128)).toEqual([0, 0, 0, 1, 0, 0]);
  });
});
