import { expect, it } from 'vitest';
import { pointedItem } from './pointed.ts';

it('finds the item that a series shows at the pointer', () => {
  expect(pointedItem(['a', 'b'], { seriesType: 'scatter', dataIndex: 1 })).toBe('b');
});

it('finds nothing where the pointer is on no item', () => {
  for (const params of [null, undefined, 'b', {}, { dataIndex: 2 }, { dataIndex: -1 }, { dataIndex: 'x' }]) {
    expect(pointedItem(['a', 'b'], params)).toBeNull();
  }
});
