import { describe, expect, it } from 'vitest';
import { busyPeriod, mergeBins } from './busy-period.ts';

function binsOf(counts: readonly number[]) {
  return counts.map((count, index) => ({ from: index, to: index + 1, count }));
}

describe('the busy period of a histogram', () => {
  it('leaves out one stray text far before the others, and tells it', () => {
    const counts = [1, ...Array.from({ length: 97 }, () => 0), 500, 600];
    const { bins, outside } = busyPeriod(binsOf(counts));
    expect(bins.map(({ count }) => count)).toEqual([500, 600]);
    expect(outside).toBe(1);
  });

  it('is everything when texts are spread', () => {
    const { bins, outside } = busyPeriod(binsOf([5, 0, 4, 6, 3, 5]));
    expect(bins).toHaveLength(6);
    expect(outside).toBe(0);
  });

  it('never leaves out more than half a percent of the texts', () => {
    const counts = [10, ...Array.from({ length: 50 }, () => 0), 990];
    expect(busyPeriod(binsOf(counts)).outside).toBe(0);
  });

  it('is empty without texts', () => {
    expect(busyPeriod([]).bins).toEqual([]);
  });
});

describe('merged bins', () => {
  it('keep borders and sums', () => {
    expect(mergeBins(binsOf([1, 2, 3, 4, 5]), 3)).toEqual([
      { from: 0, to: 2, count: 3 },
      { from: 2, to: 4, count: 7 },
      { from: 4, to: 5, count: 5 },
    ]);
  });

  it('are the bins themselves when there are few enough', () => {
    expect(mergeBins(binsOf([1, 2]), 3)).toEqual(binsOf([1, 2]));
  });
});
