import { expect, it } from 'vitest';
import { afterReading, rowsPerSecond } from './import-pace.ts';

it('tells rows a second, but not of the first moment', () => {
  expect(rowsPerSecond(20_000, 4)).toBe(5000);
  expect(rowsPerSecond(100, 0.01)).toBeNull();
});

it('says what is done when all is read, and nothing before', () => {
  const progress = (done: number, rows: number) =>
    afterReading({ stage: 'a.csv', done, total: 1000, unit: 'bytes', rows, seconds: 16 });
  expect(afterReading(null)).toBeNull();
  expect(progress(999, 79_000)).toBeNull();
  expect(progress(1000, 80_000)).toBe('80,000 rows read; finding near copies and matching labels');
  expect(progress(1000, 1)).toMatch(/^1 row read;/);
});
