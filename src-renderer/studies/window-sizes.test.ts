import { expect, test } from 'vitest';
import { windowSizes } from './window-sizes.ts';

test('sizes are read in any order, each once', () => {
  expect(windowSizes('8, 2 4;2', 64)).toEqual({ sizes: [2, 4, 8] });
});

test.each([
  ['', 'There is no size'],
  ['2, eight', '“eight” is not a size'],
  ['0', '“0” is not a size'],
  ['65', '“65” is not a size'],
  ['-1', '“-1” is not a size'],
  ['2.5', '“2.5” is not a size'],
])('“%s” is refused', (typed, said) => {
  expect(windowSizes(typed, 64)).toMatchObject({ problem: expect.stringContaining(said) });
});
