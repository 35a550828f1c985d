import { expect, it } from 'vitest';
import { curveSizes } from './curve-sizes.ts';

it('sizes are read as people write them', () => {
  expect(curveSizes('10, 100,1000 ', 2)).toEqual({ sizes: [10, 100, 1000] });
  expect(curveSizes(' ', 2)).toEqual({ sizes: null });
});

it('what is not a size is named', () => {
  for (const wrong of ['1', '-5', '2.5', 'all', '1e3']) {
    expect(curveSizes(`10 ${wrong}`, 2)).toEqual({ problem: expect.stringContaining(`“${wrong}”`) });
  }
  expect(curveSizes('10 4', 5)).toEqual({ problem: expect.stringContaining('at least 5') });
});
