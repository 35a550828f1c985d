import { expect, test } from 'vitest';
import { classNames, usualClasses } from './typed-classes.ts';

test('classes are read in their order, each once', () => {
  expect(classNames(' negative ,positive,, negative')).toEqual({ classes: ['negative', 'positive'] });
});

test('as many as there are keys, and not fewer than two', () => {
  expect(classNames('a')).toMatchObject({ problem: expect.stringContaining('two or more') });
  expect(classNames('')).toHaveProperty('problem');
  const many = (count: number) => Array.from({ length: count }, (_, at) => `class ${at}`).join(', ');
  expect(classNames(many(35))).toHaveProperty('classes');
  expect(classNames(many(36))).toMatchObject({ problem: expect.stringContaining('at most 35') });
});

test('a scheme keeps its classes, and the first label of a new one takes none away', () => {
  expect(usualClasses(['bad', 'good', 'neutral'])).toBe('bad, good, neutral');
  expect(usualClasses(['0', '1', '10', '2'])).toBe('0, 1, 2, 10');
  expect(usualClasses(Array.from('abcdefghijkl')).split(', ')).toHaveLength(12);
  expect(usualClasses([])).toBe('negative, positive');
  expect(usualClasses(['positive'])).toBe('negative, positive');
  expect(usualClasses(['neutral'])).toBe('negative, positive, neutral');
});
