import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

test('the time left is said of the part that a job is in, in whole seconds', () => {
  expect(timeLeft({ done: 3, total: 10 }, 0.25)).toBe('this part: about 28 s left');
  expect(timeLeft({ done: 9, total: 10 }, 2.5)).toBe('this part: about 1 s left');
  expect(timeLeft({ done: 0, total: 600 }, 1)).toBe('this part: about 10 min 00 s left');
});

test('where nothing can be known, nothing is said', () => {
  expect(timeLeft({ done: 3, total: null }, 1)).toBeNull();
  expect(timeLeft({ done: 3, total: 10 }, null)).toBeNull();
  expect(timeLeft({ done: 3, total: 10 }, 0)).toBeNull();
  expect(timeLeft({ done: 10, total: 10 }, 1)).toBeNull();
});
