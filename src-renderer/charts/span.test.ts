import { expect, test } from 'vitest';
import { chosenSpan } from './span.ts';

test('a stroke is read as a stretch of the axis, whatever its direction; anything else is none', () => {
  expect(chosenSpan({ areas: [{ coordRange: [3, 7] }] })).toEqual([3, 7]);
  expect(chosenSpan({ areas: [{ coordRange: [7, 3] }] })).toEqual([3, 7]);
  for (const event of [null, {}, { areas: [] }, { areas: [{}] }, { areas: [{ coordRange: [1] }] }]) {
    expect(chosenSpan(event)).toBeNull();
  }
});
