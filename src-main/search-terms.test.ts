import { expect, test } from 'vitest';
import { searchProblem } from './search-terms.ts';

test.each([
  ['date:soon', /“date:soon” names no time.*date:2018-07-18/],
  ['profit from:2018-02-31', /“from:2018-02-31” names no time/],
  ['-to:12:30', /“to:12:30” names no time/],
  ['OR', /no word/],
  ['"', /no word/],
  ['- %', /no word/],
])('%j can find nothing, and why is said', (query, why) => {
  expect(searchProblem(query)).toMatch(why);
});

test.each([
  '',
  ' ',
  'profit',
  '"profit warn',
  '-profit',
  'label:none',
  'DATE:2018-07',
  'date:',
  'from:2018-07-18T09:30',
])('%j can find something', (query) => {
  expect(searchProblem(query)).toBeNull();
});
