import { expect, it } from 'vitest';
import { FramePace } from './frame-pace.ts';

it('two long frames make the next ones smaller, one does not', () => {
  const pace = new FramePace('card');
  const most = pace.points;
  pace.measure(68, 1_000_000, 'all');
  expect(pace.points).toBe(most);
  pace.measure(16, 1_000_000, 'all');
  pace.measure(68, 1_000_000, 'all');
  expect(pace.points).toBe(most);
  pace.measure(68, 1_000_000, 'all');
  expect(pace.points).toBe(500_000);
});

it('what was left of a picture says nothing of the pace, however long it took', () => {
  const pace = new FramePace('card');
  pace.measure(68, 1_000_000, 'full');
  for (let frame = 0; frame < 9; frame++) pace.measure(68, 10, 'left');
  pace.measure(68, 1_000_000, 'full');
  expect(pace.points).toBe(500_000);
});

it('short frames raise it again, as far as it goes', () => {
  const pace = new FramePace('processor');
  const least = pace.points;
  pace.measure(16, 20_000, 'all');
  expect(pace.points).toBe(least);
  pace.measure(16, least, 'full');
  expect(pace.points).toBe(1.25 * least);
  for (let frame = 0; frame < 99; frame++) pace.measure(16, pace.points, 'full');
  expect(pace.points).toBe(new FramePace('card').points);
  for (let frame = 0; frame < 99; frame++) pace.measure(9_000, pace.points, 'full');
  expect(pace.points).toBe(least);
});
