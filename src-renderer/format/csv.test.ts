import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { toCsv } from './csv.ts';

it('is read back by another CSV reader as it was', () => {
  const rows = [
    ['plain', 1],
    ['comma, quote " and\nline break', -2.5],
    ['', null],
  ];
  const text = toCsv(['text', 'value'], rows);
  expect(parse(text)).toEqual([
    ['text', 'value'],
    ['plain', '1'],
    ['comma, quote " and\nline break', '-2.5'],
    ['', ''],
  ]);
});

it('makes formulas of tweets harmless, but leaves numbers alone', () => {
  expect(toCsv(['x'], [['=HYPERLINK("a")'], ['@name'], [-1]])).toBe(
    'x\r\n"\'=HYPERLINK(""a"")"\r\n\'@name\r\n-1\r\n',
  );
});
