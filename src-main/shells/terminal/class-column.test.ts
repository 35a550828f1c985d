import { expect, test } from 'vitest';
import { namesIn } from '../../class-names.ts';
import { classColumn } from './class-column.ts';

const nameOf = namesIn([{ scheme: 'tone', value: '0', name: 'negative' }], 'tone');

test('a class with a name has it in a column of its own, beside its label', () => {
  const { heads, cells } = classColumn(['0', '1'], nameOf);
  expect(heads('truth')).toEqual(['truth', 'name']);
  expect(['0', '1'].map(cells)).toEqual([
    ['0', 'negative'],
    ['1', ''],
  ]);
});

test('where no class has a name there is no such column', () => {
  const { heads, cells } = classColumn(['1', '2'], nameOf);
  expect(heads('truth')).toEqual(['truth']);
  expect(cells('1')).toEqual(['1']);
});
