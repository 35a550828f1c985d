import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchKey, strictKey, unicodeKey } from './normalise.ts';
import { plainKey } from './plain-key.ts';

test.each([
  // [text, key]: worked out by hand from the rule.
  ['RT @jimcramer: $AAPL beats, again! https://t.co/AbC #earnings', 'beatsagain'],
  ['The Macy’s $M turnaround @ 5%', 'themacysturnaround'],
  ['Ölpreis steigt um 3,5 %', 'ölpreissteigtum'],
  ['ПРИВЕТ $A мир', 'приветмир'],
  ['price is $5.40 a share', 'priceisashare'],
  ['START @nadex: wait', 'startwait'],
  ['#заголовок @имя слово', 'слово'],
  ['$GS', ''],
  ['', ''],
])('the key of %j is %j', (text, key) => {
  expect(matchKey(text)).toBe(key);
});

test('a text and its copy without cashtags and links meet under the strict key', () => {
  const tweet = '#BULLISH on $TEL @telcoin_team https://t.co/dgvgvRcxT9';
  expect(strictKey(tweet)).toBe(strictKey('#BULLISH on @telcoin_team'));
  expect(strictKey(tweet)).not.toBe(strictKey('#BEARISH on @telcoin_team'));
});

const starts = ['http://', 'https://', 'http:/', 'RT @', 'xRT @', 'RT ', 'RT@', '@', '#', '$', ':', '_', '5'];
const plain = [
  'a',
  'Z',
  'Hello',
  'h',
  '/',
  ' ',
  '\t',
  '\n',
  '…',
  '’',
  '—',
  '“',
  '.',
  '`',
  '[',
  '{',
  '\u007f',
  '\0',
];
const beyond = ['é', '\u00a0', 'ſ', 'K', 'İ', '日', '\u2028'];

test('texts of plain characters have the key of all others', () => {
  const parts = fc.constantFrom(...starts, ...plain, ...beyond);
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 12 }), (chosen) => {
      const text = chosen.join('');
      expect(plainKey(text)).toBe(/^[\0-\x7f…’‘“”–—]*$/.test(text) ? unicodeKey(text) : null);
    }),
    { numRuns: 5000 },
  );
});
