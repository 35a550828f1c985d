import { expect, it } from 'vitest';
import { numberIn, numbersIn, withChoices, wordIn } from './address.ts';

it('reads a number, and nothing that only begins like one', () => {
  expect(numberIn('27340')).toBe(27340);
  for (const other of ['', '-1', '1.5', '12a', '1,2', null, undefined, ['1', '2']]) {
    expect(numberIn(other)).toBeNull();
  }
});

it('reads a list of numbers, each once, in its order', () => {
  expect(numbersIn('3,1,3,2')).toEqual([3, 1, 2]);
  for (const other of ['', '1,', ',1', '1;2', 'all', null, undefined, ['1', '2']]) {
    expect(numbersIn(other)).toEqual([]);
  }
});

it('reads a word, and takes an empty or doubled one for none', () => {
  expect(wordIn('NFLX')).toBe('NFLX');
  for (const other of ['', null, undefined, ['A', 'B']]) expect(wordIn(other)).toBeNull();
});

it('makes choices anew, leaves the others, and takes out what is chosen no more', () => {
  expect(withChoices({ run: '2', tab: 'train', document: '9' }, { run: 5, tab: null })).toEqual({
    run: 5,
    document: '9',
  });
});
