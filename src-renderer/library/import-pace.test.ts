import { expect, it } from 'vitest';
import { paceInWords } from './import-pace.ts';

const progress = (done: number, rows: number, seconds: number) =>
  paceInWords({ stage: 'a.csv', done, total: 1000, unit: 'bytes', rows, seconds });

it('says how many rows were read, and how many a second', () => {
  expect(progress(250, 20_000, 4)).toBe('20,000 rows, 5,000 a second');
});

it('says nothing of the first moment, and what is done when all is read', () => {
  expect(progress(10, 100, 0.2)).toBe('');
  expect(paceInWords(null)).toBe('');
  expect(progress(1000, 80_000, 16)).toBe('80,000 rows read; finding near copies and matching labels');
});
