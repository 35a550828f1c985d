import { expect, it } from 'vitest';
import { allRows, nextOffset } from './pages.ts';

const pageOf = (rows: number[], total: number) => ({ rows, total });

it('begins the next page after all rows that are known', () => {
  const pages = [pageOf([1, 2], 5), pageOf([3, 4], 5)];
  expect(nextOffset(pages[1]!, pages)).toBe(4);
});

it('has no next page after the last row, nor after an empty page', () => {
  const pages = [pageOf([1, 2], 3), pageOf([3], 3)];
  expect(nextOffset(pages[1]!, pages)).toBeUndefined();
  expect(nextOffset(pageOf([], 9), [pageOf([1], 9), pageOf([], 9)])).toBeUndefined();
});

it('reads a list to its end, each page where the one before ended', async () => {
  const all = [0, 1, 2, 3, 4];
  const asked: number[] = [];
  const rows = await allRows((offset) => {
    asked.push(offset);
    return Promise.resolve(pageOf(all.slice(offset, offset + 2), all.length));
  });
  expect(rows).toEqual(all);
  expect(asked).toEqual([0, 2, 4]);
});

it('ends when rows disappear while it reads', async () => {
  const rows = await allRows((offset) => Promise.resolve(pageOf(offset === 0 ? [7] : [], 10)));
  expect(rows).toEqual([7]);
});
