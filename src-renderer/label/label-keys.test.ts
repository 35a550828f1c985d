import { expect, test } from 'vitest';
import { keysOf, labelAction, mostClasses } from './label-keys.ts';

const pressed = (key: string, held: object = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test('classes have numbers, and letters from the eleventh on', () => {
  const twelve = Array.from('ABCDEFGHIJKL');
  expect(keysOf(twelve)).toEqual(Array.from('1234567890ab'));
  expect(labelAction(pressed('1'), keysOf(twelve))).toEqual({ do: 'choose', index: 0 });
  expect(labelAction(pressed('b'), keysOf(twelve))).toEqual({ do: 'choose', index: 11 });
  expect(labelAction(pressed('c'), keysOf(twelve))).toBeNull();
  expect(labelAction(pressed('3'), ['1', '2'])).toBeNull();
});

test('each of the most classes has a key of its own, none of which takes back', () => {
  const keys = keysOf(Array.from({ length: mostClasses }, (_, at) => `class ${at}`));
  expect(new Set(keys).size).toBe(35);
  expect(keys).not.toContain('u');
  expect(keys).not.toContain('');
});

test('a class that is a digit is its own key', () => {
  expect(keysOf(['0', '1'])).toEqual(['0', '1']);
  expect(keysOf(['8', '9', '10', '11'])).toEqual(['8', '9', '1', '2']);
  expect(keysOf(Array.from({ length: 12 }, (_, at) => String(at)))).toEqual(Array.from('0123456789ab'));
  expect(keysOf(['1', 'positive'])).toEqual(['1', '2']);
});

test.each([
  ['ArrowRight', 'next'],
  ['ArrowDown', 'next'],
  ['ArrowLeft', 'back'],
  ['ArrowUp', 'back'],
  ['Enter', 'keep'],
  ['u', 'undo'],
])('%s means %s', (key, means) => {
  expect(labelAction(pressed(key), ['1', '2'])).toEqual({ do: means });
});

test('what the browser or the system means by a key stays theirs', () => {
  expect(labelAction(pressed('1', { ctrlKey: true }), ['1', '2'])).toBeNull();
  expect(labelAction(pressed('u', { metaKey: true }), ['1', '2'])).toBeNull();
  expect(labelAction(pressed('x'), ['1', '2'])).toBeNull();
});
