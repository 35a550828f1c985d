import { expect, test } from 'vitest';
import { namedMeasure, namesIn, withValue } from './class-names.ts';

const all = [
  { scheme: 'topic', value: '0', name: 'earnings' },
  { scheme: 'sentiment', value: '0', name: 'negative' },
];

test('a class is called by the name that it has in its scheme, else as it is stored', () => {
  expect(['0', '1'].map(namesIn(all, 'topic'))).toEqual(['earnings', '1']);
  expect(namesIn(all, 'sentiment')('0')).toBe('negative');
  expect(namesIn(all, null)('0')).toBe('0');
});

test('its label stands behind a name, and is not said twice', () => {
  const nameOf = namesIn(all, 'topic');
  expect(['0', '1'].map((value) => withValue(value, nameOf))).toEqual(['earnings (0)', '1']);
});

test('a measure of a class has its name', () => {
  const nameOf = namesIn(all, 'topic');
  expect(namedMeasure({ name: 'F1 of 0', ofClass: '0' }, nameOf)).toBe('F1 of earnings');
  expect(namedMeasure({ name: 'macro F1' }, nameOf)).toBe('macro F1');
});
