import { expect, it } from 'vitest';
import { curveSizes } from './curve-sizes.ts';

it('sizes are read as people write them', () => {
  expect(curveSizes('10, 100,1000 ')).toEqual({ sizes: [10, 100, 1000] });
  expect(curveSizes(' ')).toEqual({ sizes: null });
});

it('what is no size is named', () => {
  for (const wrong of ['1', '-5', '2.5', 'all', '1e3']) {
    expect(curveSizes(`10 ${wrong}`)).toEqual({ problem: expect.stringContaining(`“${wrong}”`) });
  }
});
