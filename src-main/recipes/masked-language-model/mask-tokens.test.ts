import { expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { maskedBatch, type MaskingOptions, predictedTokens } from './mask-tokens.ts';

const [padding, first, last, mask] = [0, 1, 2, 3];
const options: MaskingOptions = {
  probability: 0.15,
  special: { mask, all: [padding, first, last, mask] },
  vocabularySize: 1000,
  maxTokens: 64,
  paddingId: padding,
};
/** A text whose tokens are no special ones but for its first and last. */
const text = (length: number) =>
  Int32Array.from({ length: length + 2 }, (_, i) =>
    i === 0 ? first : i === length + 1 ? last : 4 + (i % 900),
  );

test('15 % of the tokens are predicted: 80 % of them masked, 10 % random, 10 % as they were', () => {
  const random = new Random(1);
  const texts = Array.from({ length: 400 }, () => text(50));
  const batch = maskedBatch(texts, 400, options, random)!;
  const length = batch['tokens']!.shape[1]!;
  const counts = { masked: 0, kept: 0, other: 0 };
  const chosen = new Set<number>();
  for (const [i, weight] of batch['weights']!.data.entries()) {
    if (weight === 0) continue;
    const place = Number(batch['places']!.data[i]);
    chosen.add(place);
    const original = texts[Math.floor(place / length)]![place % length]!;
    expect(batch['labels']!.data[i]).toBe(original);
    const shown = Number(batch['tokens']!.data[place]);
    counts[shown === mask ? 'masked' : shown === original ? 'kept' : 'other']++;
    expect([padding, first, last]).not.toContain(shown);
  }
  const all = predictedTokens(batch);
  expect(all / (400 * 50)).toBeCloseTo(0.15, 1);
  expect(counts.masked / all).toBeCloseTo(0.8, 1);
  expect(counts.other / all).toBeCloseTo(0.1, 1);
  expect(counts.kept / all).toBeCloseTo(0.1, 1);
  // No token is predicted twice, and those that are not stand as they were.
  expect(chosen.size).toBe(all);
  const changed = texts.flatMap((ids, row) =>
    Array.from(ids).flatMap((id, at) => {
      const place = row * length + at;
      return !chosen.has(place) && batch['tokens']!.data[place] !== id ? [place] : [];
    }),
  );
  expect(changed).toEqual([]);
});

test('special tokens are never predicted, and a batch of nothing else is none', () => {
  const texts = [Int32Array.from([first, mask, last]), Int32Array.from([first, last])];
  expect(maskedBatch(texts, 2, { ...options, probability: 0.9 }, new Random(1))).toBeNull();
});

test('one token at least is predicted', () => {
  const batch = maskedBatch([text(1)], 4, { ...options, probability: 0.01 }, new Random(3))!;
  expect(predictedTokens(batch)).toBe(1);
  expect(batch['places']!.data[0]).toBe(1);
});

test('the same chance masks the same tokens', () => {
  const drawn = () => maskedBatch([text(40), text(30)], 2, options, new Random(5))!['tokens']!.data;
  expect(drawn()).toEqual(drawn());
});
