import { expect, test } from 'vitest';
import { cleanText, isCutOff } from './clean.ts';

test.each([
  ['AT&amp;T &lt;T&gt;', 'AT&T <T>'],
  ['&amp;lt;', '&lt;'],
  // Without a semicolon it is what the author wrote.
  ['x&copy=1 R&D &#36;5 &unknown;', 'x&copy=1 R&D $5 &unknown;'],
  ['  a\0b\t', 'ab'],
  ['"quoted"  text ', '"quoted"  text'],
])('%j is stored as %j', (text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test('a text is cut off when nothing but links follows its last ellipsis', () => {
  expect(isCutOff('he learned he wa… https://t.co/QClAITywXV')).toBe(true);
  expect(isCutOff('the end…')).toBe(true);
  expect(isCutOff('well… no')).toBe(false);
  expect(isCutOff('see https://t.co/x')).toBe(false);
});
