import { expect, test } from 'vitest';
import { labelAction } from './label-keys.ts';

const pressed = (key: string, held: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test('numbers choose a class, as far as there are classes', () => {
  expect(labelAction(pressed('1'), 3)).toEqual({ do: 'choose', index: 0 });
  expect(labelAction(pressed('3'), 3)).toEqual({ do: 'choose', index: 2 });
  expect(labelAction(pressed('4'), 3)).toBeNull();
  expect(labelAction(pressed('0'), 3)).toBeNull();
});

test.each([
  ['ArrowRight', 'next'],
  ['ArrowDown', 'next'],
  ['ArrowLeft', 'back'],
  ['ArrowUp', 'back'],
  ['Enter', 'keep'],
  ['u', 'undo'],
])('%s means %s', (key, means) => {
  expect(labelAction(pressed(key), 2)).toEqual({ do: means });
});

test('what the browser or the system means by a key stays theirs', () => {
  expect(labelAction(pressed('1', { ctrlKey: true }), 2)).toBeNull();
  expect(labelAction(pressed('u', { metaKey: true }), 2)).toBeNull();
  expect(labelAction(pressed('x'), 2)).toBeNull();
});
