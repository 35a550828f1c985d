import { expect, test } from 'vitest';
import { centredUnits, joinedVectors } from './joined-vectors.ts';

const of = (...values: number[]) => Float64Array.of(...values);

test('the mean is subtracted before lengths are taken; what is not known stays zeros and counts in no mean', () => {
  const found = centredUnits([of(4, 1), of(2, 1), of(0, 0), of(3, 4)]);
  // The mean of the three that are known is (3, 2).
  expect([...found[0]!]).toEqual([Math.SQRT1_2, -Math.SQRT1_2].map((value) => expect.closeTo(value, 12)));
  expect([...found[1]!]).toEqual([-Math.SQRT1_2, -Math.SQRT1_2].map((value) => expect.closeTo(value, 12)));
  expect([...found[2]!]).toEqual([0, 0]);
  expect([...found[3]!]).toEqual([expect.closeTo(0, 12), 1]);
});

test('two kinds have the same say, however large their numbers are', () => {
  const words = [of(100, 0), of(0, 100), of(-100, -100)];
  const mentions = [of(0.01), of(-0.02), of(0.01)];
  const joined = joinedVectors([words, mentions]);
  expect(joined.map((vector) => vector.length)).toEqual([3, 3, 3]);
  for (const vector of joined) expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
  const rescaled = joinedVectors([words.map((vector) => vector.map((x) => x / 7)), mentions]);
  joined.forEach((vector, at) =>
    vector.forEach((value, i) => expect(rescaled[at]![i]).toBeCloseTo(value, 6)),
  );
});
