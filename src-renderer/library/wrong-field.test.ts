import { expect, it } from 'vitest';
import { wrongField } from './wrong-field.ts';

const columns = [
  { name: 'label', role: null },
  { name: 'date', role: 'time' },
  { name: 'tone', role: 'label' },
];

it('is found by the heading of its column, else by what the column is for', () => {
  expect(wrongField(columns, 'date')).toBe(1);
  expect(wrongField(columns, 'time')).toBe(1);
  expect(wrongField(columns, 'label')).toBe(0);
  expect(wrongField(columns.slice(1), 'label')).toBe(1);
});

it('is none where the whole record is wrong', () => {
  expect(wrongField(columns, null)).toBe(-1);
  expect(wrongField(columns, 'price')).toBe(-1);
});
