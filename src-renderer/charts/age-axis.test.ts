import { describe, expect, it } from 'vitest';
import { agePosition, ageTicks } from './age-axis.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('the axis of ages', () => {
  it('places ages by the logarithm of their seconds, or as they are', () => {
    expect(agePosition(100_000, 'log')).toBe(2);
    expect(agePosition(0, 'log')).toBe(0);
    expect(agePosition(100_000, 'linear')).toBe(100_000);
  });

  it('names round ages up to the first beyond the oldest', () => {
    expect(ageTicks(5 * HOUR, 'log').map(({ label }) => label)).toEqual([
      '1 s',
      '10 s',
      '1 min',
      '10 min',
      '1 h',
      '6 h',
    ]);
  });

  it('has equal steps from now on when it is linear', () => {
    expect(ageTicks(20 * MINUTE, 'linear')).toEqual(
      ['now', '5 min', '10 min', '15 min', '20 min'].map((label, step) => ({ label, at: step * 5 * MINUTE })),
    );
  });

  it.each([1, 1000, HOUR, 400 * 24 * HOUR, 9000 * 24 * HOUR])(
    'covers a window of %d ms with few ticks',
    (oldest) => {
      const ticks = ageTicks(oldest, 'linear');
      expect(ticks.at(-1)!.at).toBeGreaterThanOrEqual(oldest);
      expect(ticks.length).toBeLessThanOrEqual(9);
    },
  );
});
