import { expect, it } from 'vitest';
import { formatP } from './p-value.ts';

it.each([
  [1, '1.0000'],
  [0.03125, '.0313'],
  [0.0001, '.0001'],
  [0.00009, '9.0 · 10⁻⁵'],
  [4.24e-10, '4.2 · 10⁻¹⁰'],
])('writes %d as %s', (p, text) => {
  expect(formatP(p)).toBe(text);
});
