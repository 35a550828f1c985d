import { describe, expect, it } from 'vitest';
import { tableLines } from './table.ts';

const head = ['ticker', 'texts', 'text'];
const rows = [
  ['NFLX', 100, 'Netflix releases earnings of a dollar a share'],
  ['MSFT', 7, 'short'],
];

describe('a table in a terminal', () => {
  it('is as wide as it takes where nobody says how wide', () => {
    expect(tableLines(rows, head).lines).toEqual([
      'ticker  texts  text',
      'NFLX      100  Netflix releases earnings of a dollar a share',
      'MSFT        7  short',
    ]);
  });

  it('cuts texts, never numbers, to fit', () => {
    const { lines, leftOut } = tableLines(rows, head, 30);
    expect(lines).toEqual(['ticker  texts  text', 'NFLX      100  Netflix releas…', 'MSFT        7  short']);
    expect(leftOut).toEqual([]);
  });

  it('of more columns than a call has arguments shows those that fit', () => {
    const names = Array.from({ length: 150_000 }, (_, i) => `c${i}`);
    const { lines, leftOut } = tableLines([names], names, 20);
    expect(lines[0]).toBe('c0  c1  c2  c3  c4');
    expect(leftOut).toHaveLength(149_995);
  });

  it('cuts no times and names in two: a column is left out before', () => {
    const times = [['NFLX', '2018-07-18 21:33:26', '2018-07-19 08:00:00']];
    expect(tableLines(times, ['ticker', 'first', 'last'], 40)).toEqual({
      lines: ['ticker  first', 'NFLX    2018-07-18 21:33:26'],
      leftOut: ['last'],
    });
  });

  it('names the columns for which there is no room', () => {
    expect(tableLines(rows, ['ticker', 'texts', 'first'], 24)).toEqual({
      lines: ['ticker  texts', 'NFLX      100', 'MSFT        7'],
      leftOut: ['first'],
    });
  });

  it('leaves out what stands before a text, and the text last of all', () => {
    expect(tableLines(rows, head, 24)).toEqual({
      lines: ['ticker  text', 'NFLX    Netflix release…', 'MSFT    short'],
      leftOut: ['texts'],
    });
    expect(tableLines(rows, head, 12)).toEqual({
      lines: ['ticker', 'NFLX', 'MSFT'],
      leftOut: ['texts', 'text'],
    });
  });

  it('counts places, not code units', () => {
    // 平安 takes four places, 🚀 two.
    const { lines } = tableLines(
      [
        ['平安', 'a'],
        ['🚀', 'b'],
        ['ab', 'c'],
      ],
      ['x', 'y'],
    );
    expect(lines).toEqual(['x     y', '平安  a', '🚀    b', 'ab    c']);
  });

  it('keeps a row on its line, whatever a text holds', () => {
    const { lines } = tableLines([['a\r\nb\tc\u001B[2Jd']], ['text']);
    expect(lines).toEqual(['text', 'a b c [2Jd']);
  });

  it('never has a line that is wider than the terminal', () => {
    const wide = [['平安银行业绩超预期股价上涨'.repeat(4), 'x'.repeat(90), 12345678, 'y'.repeat(50)]];
    for (let width = 20; width < 120; width++) {
      const { lines } = tableLines(wide, ['a', 'b', 'c', 'd'], width);
      // Every character of these rows is one or two places wide: two for the Chinese ones.
      const places = (line: string) =>
        Array.from(line, (c) => (c > '\u2E80' ? 2 : 1)).reduce((a: number, b) => a + b, 0);
      expect(Math.max(...lines.map(places))).toBeLessThanOrEqual(width);
    }
  });
});
