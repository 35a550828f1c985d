import { expect, it } from 'vitest';
import { allBut, hiddenFor, hiddenIn, toggled } from './hidden-groups.ts';

it('hidden groups come back from the address, the unknown ones among them', () => {
  const hidden = new Set(['Energy', null]);
  expect(hiddenFor(hidden)).toBe('Energy|?');
  expect(hiddenIn('Energy|?')).toEqual(hidden);
  expect(hiddenIn(null)).toEqual(new Set());
  expect(hiddenFor(new Set())).toBeNull();
});

it('a click hides a group or shows it, a double click shows it alone, and another one all again', () => {
  expect(toggled(new Set(['a']), 'b')).toEqual(new Set(['a', 'b']));
  expect(toggled(new Set(['a']), 'a')).toEqual(new Set());
  const keys = ['a', 'b', null];
  expect(allBut(keys, new Set(), 'a')).toEqual(new Set(['b', null]));
  expect(allBut(keys, new Set(['b', null]), 'a')).toEqual(new Set());
  // The clicks of a double click have hidden and shown it before.
  expect(allBut(keys, new Set(['a', 'b', null]), 'a')).toEqual(new Set(['b', null]));
});
