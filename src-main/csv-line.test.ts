import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

it('is read back by another CSV reader as it was', () => {
  expect(parse(csvLine(['comma, quote " and\nline break', -2.5, null, '']))).toEqual([
    ['comma, quote " and\nline break', '-2.5', '', ''],
  ]);
});

it('leads what a spreadsheet would run with an apostrophe, and leaves numbers alone', () => {
  expect(csvLine(['=HYPERLINK("a")', '@name', '+up', '-', '\tx', -1, '-1.5e-7', '+3'])).toBe(
    '"\'=HYPERLINK(""a"")",\'@name,\'+up,\'-,\'\tx,-1,-1.5e-7,+3\r\n',
  );
});

it('leaves text as it is where that is asked for', () => {
  expect(csvLine(['=1+1', '@name'], false)).toBe('=1+1,@name\r\n');
});
