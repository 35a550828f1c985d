import { expect, test } from 'vitest';
import { boundsIn } from './reading.ts';

test('bounds are numbers in any order, with commas, semicolons or spaces between them', () => {
  expect(boundsIn('-0.05, 0.05')).toEqual([-0.05, 0.05]);
  expect(boundsIn('3;1 2, 2')).toEqual([1, 2, 3]);
  expect(boundsIn('  ')).toBeNull();
  expect(boundsIn('low, high')).toBeUndefined();
});
