import { expect, test } from 'vitest';
import { chosenSpan } from './span.ts';

test('a stroke is read as a stretch of the axis, whatever its direction; anything else is none', () => {
  const tenth = (pixel: number): number => pixel / 10;
  expect(chosenSpan({ areas: [{ range: [30, 70] }] }, tenth)).toEqual([3, 7]);
  expect(chosenSpan({ areas: [{ range: [70, 30] }] }, tenth)).toEqual([3, 7]);
  for (const event of [null, {}, { areas: [] }, { areas: [{}] }, { areas: [{ range: [1] }] }]) {
    expect(chosenSpan(event, tenth)).toBeNull();
  }
});
