import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { ofTrainingSize, passesOfEpoch } from './training-size.ts';

/** A part with so many items of each class, mixed. */
function partOf(counts: readonly number[]): { id: number; label: number }[] {
  const labels = counts.flatMap((count, label) => Array.from({ length: count }, () => label));
  return labels.map((_, id) => ({ id, label: labels[(id * 7919) % labels.length]! }));
}

function countsOf(items: readonly { label: number }[], classes: number): number[] {
  return Array.from({ length: classes }, (_, label) => items.filter((item) => item.label === label).length);
}

const ids = (items: readonly { id: number }[]) => items.map(({ id }) => id);

describe('a training of a smaller size', () => {
  // 1,009 items, so that the mixing above takes each once.
  const part = partOf([700, 250, 55, 4]);

  test('holds the smaller ones of the same seed, in the order of the part', () => {
    let smaller: number[] = [];
    for (const size of [2, 3, 10, 30, 100, 300, 1000]) {
      const drawn = ids(ofTrainingSize(part, size, 5));
      expect(drawn).toHaveLength(size);
      expect(drawn).toEqual(drawn.toSorted((a, b) => a - b));
      expect(smaller.filter((id) => !drawn.includes(id))).toEqual([]);
      smaller = drawn;
    }
  });

  test('has every class in its share, and one of each at least', () => {
    expect(countsOf(ofTrainingSize(part, 4, 1), 4)).toEqual([1, 1, 1, 1]);
    expect(countsOf(ofTrainingSize(part, 3, 1), 4)).toEqual([1, 1, 1, 0]);
    for (const size of [10, 100, 500]) {
      const counts = countsOf(ofTrainingSize(part, size, 1), 4);
      for (const [label, share] of [700, 250, 55, 4].map((count) => count / 1009).entries()) {
        expect(Math.abs(counts[label]! - Math.max(1, share * size))).toBeLessThanOrEqual(2);
      }
    }
  });

  test('is drawn by the seed', () => {
    expect(ids(ofTrainingSize(part, 50, 1))).toEqual(ids(ofTrainingSize(part, 50, 1)));
    expect(ids(ofTrainingSize(part, 50, 1))).not.toEqual(ids(ofTrainingSize(part, 50, 2)));
  });

  test('of as many as there are is the part itself, and so is none', () => {
    expect(ofTrainingSize(part, part.length, 3)).toEqual(part);
    expect(ofTrainingSize(part, null, 3)).toEqual(part);
  });

  test('cannot be larger than the part, and says how large that is', () => {
    expect(() => ofTrainingSize(part, 1010, 1)).toThrow(UserError);
    expect(() => ofTrainingSize(part, 1010, 1)).toThrow(/1,010 .* 1,009 texts/);
  });
});

test('an epoch has the steps of the whole part, whatever the size', () => {
  expect(passesOfEpoch(2400, 2400, 64)).toBe(1);
  for (const size of [2, 10, 64, 100, 300, 1000]) {
    const steps = passesOfEpoch(size, 2400, 64) * Math.ceil(size / 64);
    expect(Math.abs(steps - 2400 / 64)).toBeLessThanOrEqual(Math.ceil(size / 64) / 2 + 1);
  }
});

test('classes keep their shares but for the first text of each', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 6 }),
      fc.nat(),
      fc.nat(),
      (counts, chance, seed) => {
        const part = counts.flatMap((count, label) => Array.from({ length: count }, () => ({ label })));
        const size = counts.length + (chance % (part.length - counts.length + 1));
        const drawn = countsOf(ofTrainingSize(part, size, seed), counts.length);
        expect(drawn.every((count) => count >= 1)).toBe(true);
        // The firsts of rare classes are paid for by the others.
        for (const [label, count] of drawn.entries()) {
          const share = (counts[label]! / part.length) * size;
          expect(Math.abs(count - share)).toBeLessThanOrEqual(counts.length);
        }
      },
    ),
  );
});
