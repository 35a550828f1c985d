import { expect, test } from 'vitest';
import { bareSymbol, typedSymbol } from './ticker.ts';

test.each([
  ['NFLX', 'NFLX'],
  ['$NFLX', 'NFLX'],
  [' $brk.b ', 'brk.b'],
  // Only the sign of the cashtag goes.
  ['$$X', '$X'],
  ['A$', 'A$'],
  ['$', ''],
  ['', ''],
])('%j is the ticker %j', (written, bare) => {
  expect(bareSymbol(written)).toBe(bare);
});

test('a ticker that is typed is shown in upper case', () => {
  expect(typedSymbol(' $nflx')).toBe('NFLX');
});
