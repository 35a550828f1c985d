import { expect, it } from 'vitest';
import { colourOf } from './colour.ts';

it('a colour is three numbers, whether the style sheet was shortened or not', () => {
  expect(colourOf('#ddaa33')).toEqual([221, 170, 51]);
  expect(colourOf('#da3')).toEqual([221, 170, 51]);
  expect(colourOf('#000102')).toEqual([0, 1, 2]);
});
