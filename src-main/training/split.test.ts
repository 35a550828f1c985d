import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../random.ts';
import { splitAgainstFile, splitByOwner, splitByTime, splitInOrder } from './split.ts';
import type { Split, SplitItem } from './split.ts';

const anyItems = fc.array(
  fc.record({
    publishedAt: fc.option(fc.integer({ min: 0, max: 30 }), { freq: 6 }),
    group: fc.integer({ min: 0, max: 25 }),
  }),
  { maxLength: 60 },
);
const anyShare = fc.double({ min: 0.05, max: 0.45, noNaN: true });

function groupsOf(items: readonly SplitItem[], part: readonly number[]): Set<number> {
  return new Set(part.map((index) => items[index]!.group));
}

function times(items: readonly SplitItem[], part: readonly number[]): number[] {
  return part.map((index) => items[index]!.publishedAt ?? -1);
}

function expectPartition(items: readonly SplitItem[], split: Split): void {
  const all = [...split.train, ...split.valid, ...split.test, ...split.leftOut];
  expect(all.toSorted((a, b) => a - b)).toEqual([...items.keys()]);
  const [train, valid, test] = [split.train, split.valid, split.test].map((part) => groupsOf(items, part));
  expect(new Set([...train!, ...valid!, ...test!]).size).toBe(train!.size + valid!.size + test!.size);
}

describe('splitByTime', () => {
  test('every item is in one part or left out, no group in two parts, and no part reaches into the next', () => {
    fc.assert(
      fc.property(anyItems, anyShare, anyShare, (items, testShare, validShare) => {
        const split = splitByTime(items, { testShare, validShare });
        expectPartition(items, split);
        expect(Math.max(...times(items, split.train))).toBeLessThanOrEqual(
          Math.min(...times(items, split.valid)),
        );
        expect(Math.max(...times(items, [...split.train, ...split.valid]))).toBeLessThanOrEqual(
          Math.min(...times(items, split.test)),
        );
      }),
    );
  });

  test('what is left out belongs to a group that an earlier part holds', () => {
    fc.assert(
      fc.property(anyItems, (items) => {
        const split = splitByTime(items, { testShare: 0.3, validShare: 0.2 });
        const earlier = groupsOf(items, [...split.train, ...split.valid]);
        expect(split.leftOut.filter((index) => !earlier.has(items[index]!.group))).toEqual([]);
      }),
    );
  });

  test('no part is empty where there are three groups', () => {
    fc.assert(
      fc.property(anyItems, anyShare, anyShare, (items, testShare, validShare) => {
        fc.pre(new Set(items.map((item) => item.group)).size >= 3);
        const { report } = splitByTime(items, { testShare, validShare });
        expect(Math.min(report.train, report.valid, report.test)).toBeGreaterThan(0);
      }),
    );
  });

  test('shares are counted in groups, in the order of time and not of the list', () => {
    const items = Array.from({ length: 20 }, (_, at) => ({ publishedAt: 1000 - at, group: at }));
    const split = splitByTime(items, { testShare: 0.2, validShare: 0.1 });
    expect(split.test).toEqual([3, 2, 1, 0]);
    expect(split.valid).toEqual([5, 4]);
    expect(split.report).toEqual({
      train: 14,
      valid: 2,
      test: 4,
      leftOut: 0,
      trainUntil: 994,
      testFrom: 997,
    });
  });

  test('a late repeat of an early text is left out, an early repeat stays', () => {
    const items = [
      { publishedAt: 1, group: 7 },
      { publishedAt: 2, group: 7 },
      { publishedAt: 3, group: 8 },
      { publishedAt: 4, group: 9 },
      { publishedAt: 5, group: 10 },
      { publishedAt: 6, group: 7 },
    ];
    const split = splitByTime(items, { testShare: 0.25, validShare: 0.25 });
    expect(split).toMatchObject({ train: [0, 1, 2], valid: [3], test: [4], leftOut: [5] });
  });

  test('under an embargo nothing stands so long before the part that follows, and the test part stays', () => {
    fc.assert(
      fc.property(anyItems, fc.integer({ min: 1, max: 8 }), (items, embargo) => {
        const shares = { testShare: 0.3, validShare: 0.2 };
        const split = splitByTime(items, shares, embargo);
        const without = splitByTime(items, shares);
        expectPartition(items, split);
        expect(split.test).toEqual(without.test);
        const begin = (part: readonly number[]) => Math.min(...times(items, part));
        const near = (part: readonly number[], next: readonly number[]) =>
          part.filter(
            (index) =>
              items[index]!.publishedAt !== null && items[index]!.publishedAt >= begin(next) - embargo,
          );
        expect(split.valid).toEqual(
          without.valid.filter((index) => !near(without.valid, without.test).includes(index)),
        );
        expect([...near(split.train, without.valid), ...near(split.train, without.test)]).toEqual([]);
      }),
    );
  });

  test('a moment is not divided', () => {
    const items = [1, 2, 2, 2, 3, 4, 4, 5, 6, 7].map((publishedAt, group) => ({ publishedAt, group }));
    const split = splitByTime(items, { testShare: 0.4, validShare: 0.3 });
    expect(split).toMatchObject({ train: [0, 1, 2, 3], valid: [4], test: [5, 6, 7, 8, 9] });
  });

  test('items without a time keep their order and come first', () => {
    const items = [null, 5, null, null, 4].map((publishedAt, group) => ({ publishedAt, group }));
    const split = splitByTime(items, { testShare: 0.2, validShare: 0.2 });
    expect(split).toMatchObject({ train: [0, 2, 3], valid: [4], test: [1] });
    const untimed = Array.from({ length: 4 }, (_, group) => ({ publishedAt: null, group }));
    expect(splitByTime(untimed, { testShare: 0.25, validShare: 0.25 }).report).toMatchObject({
      trainUntil: null,
      testFrom: null,
      train: 2,
    });
  });
});

describe('splitAgainstFile', () => {
  test('the test part is the given one; nothing of its groups is trained on; the rest is divided by time', () => {
    fc.assert(
      fc.property(anyItems, fc.infiniteStream(fc.boolean()), anyShare, (items, coins, validShare) => {
        const given = [...items.keys()].filter(() => coins.next().value);
        const split = splitAgainstFile(items, given, { validShare });
        expectPartition(items, split);
        expect(split.test.toSorted((a, b) => a - b)).toEqual(given);
        expect(Math.max(...times(items, split.train))).toBeLessThanOrEqual(
          Math.min(...times(items, split.valid)),
        );
      }),
    );
  });
});

test('owners stay together, and parts have about their shares', () => {
  const items = Array.from({ length: 400 }, (_, index) => ({ publishedAt: null, group: index }));
  const ownerOf = ({ group }: { group: number }) => String(Math.floor(group / 8));
  const shares = { testShare: 0.2, validShare: 0.1 };
  const { train, valid, test: held, leftOut } = splitByOwner(items, ownerOf, shares, new Random(4));
  expect([train, valid, held].flat().sort((a, b) => a - b)).toEqual([...items.keys()]);
  expect(leftOut).toEqual([]);
  const owners = [train, valid, held].map((part) => new Set(part.map((index) => ownerOf(items[index]!))));
  expect(owners.map(({ size }) => size)).toEqual([35, 5, 10]);
  expect(new Set(owners.flatMap((names) => [...names])).size).toBe(50);
});

test('a group larger than its part is not divided either', () => {
  const groups = [...Array<number>(850).fill(0), ...Array.from({ length: 150 }, (_, at) => at + 1)];
  const { train, valid, test: tested } = splitInOrder(groups, { testShare: 0.2, validShare: 0.1 });
  const partsOf = (group: number) =>
    [train, valid, tested].filter((part) => part.some((at) => groups[at] === group)).length;
  expect([train.length > 0, valid.length > 0, tested.length > 0]).toEqual([true, true, true]);
  expect([...new Set(groups)].filter((group) => partsOf(group) !== 1)).toEqual([]);
});
