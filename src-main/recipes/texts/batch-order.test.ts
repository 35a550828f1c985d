import { describe, expect, test } from 'vitest';
import { Random } from '../../random.ts';
import { batchesByLength, batchesOfNeighbours } from './batch-order.ts';
import { paddedLength } from './text-batch.ts';

const chance = new Random(1);
/** Texts of so many tokens as tweets and headlines have: most short, a few long. */
const texts = Array.from({ length: 3001 }, (_, id) => {
  const tokens = Math.min(64, Math.max(1, Math.round(Math.exp(2.3 + 0.6 * chance.normal()))));
  return { id, tokens };
});
const size = 32;

type Batches = (epoch: number) => (typeof texts)[number][][];
const byLength: Batches = (epoch) =>
  batchesByLength(texts, size, ({ tokens }) => paddedLength(tokens, 64), Random.ofEpoch(1, epoch));
const ofNeighbours: Batches = (epoch) => batchesOfNeighbours(texts, size, Random.ofEpoch(1, epoch));

const numbers = (batches: ReturnType<Batches>) => batches.map((batch) => batch.map(({ id }) => id));
const lengths = (batches: ReturnType<Batches>) =>
  batches.map((batch) => paddedLength(Math.max(...batch.map(({ tokens }) => tokens)), 64));

/** Share of the cells of all batches that hold no token. */
function padding(batches: ReturnType<Batches>): number {
  const cells = lengths(batches).reduce((sum, length, index) => sum + length * batches[index]!.length, 0);
  return 1 - texts.reduce((sum, { tokens }) => sum + tokens, 0) / cells;
}

describe.each([
  ['by length', byLength],
  ['of neighbours', ofNeighbours],
])('batches %s', (_, batches) => {
  test('hold each text once in an epoch, in as few steps as can be', () => {
    const all = numbers(batches(1));
    expect(all.flat().sort((a, b) => a - b)).toEqual(texts.map(({ id }) => id));
    expect(all.length).toBe(Math.ceil(texts.length / size));
    expect(all.filter((batch) => batch.length !== size).map((batch) => batch.length)).toEqual([3001 % size]);
  });

  test('depend on seed and epoch and nothing else', () => {
    expect(numbers(batches(2))).toEqual(numbers(batches(2)));
    expect(numbers(batches(2))).not.toEqual(numbers(batches(3)));
  });
});

test('texts of like lengths stand together: less than half of the padding is left', () => {
  expect(padding(byLength(1))).toBeLessThan(padding(ofNeighbours(1)) / 2);
});

test('yet a text meets others in every epoch', () => {
  const beside = (epoch: number) => numbers(byLength(epoch)).find((batch) => batch.includes(7))!;
  const first = new Set(beside(1));
  expect(beside(2).filter((id) => first.has(id)).length).toBeLessThan(size / 4);
});

test('and long batches come at any time of an epoch', () => {
  const inTurn = lengths(byLength(1));
  const falls = inTurn.filter((length, index) => index > 0 && length < inTurn[index - 1]!);
  expect(falls.length).toBeGreaterThan(inTurn.length / 4);
});

test('neighbours stay together in fours', () => {
  const order = numbers(ofNeighbours(1)).flat();
  const follows = order.filter((id, index) => index > 0 && id === order[index - 1]! + 1);
  expect(follows.length).toBeGreaterThan(texts.length * 0.74);
});

test.each([
  [1, 32, 8],
  [8, 32, 8],
  [9, 32, 16],
  [20, 20, 20],
  [0, 3, 3],
  [100, 128, 104],
  [100, 512, 128],
])('a batch whose longest text has %i tokens of %i is filled up to %i', (tokens, maxTokens, length) => {
  expect(paddedLength(tokens, maxTokens)).toBe(length);
});
