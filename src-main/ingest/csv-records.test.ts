import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvRecords } from './csv-records.ts';
import type { CsvRecord } from './csv-records.ts';

function parse(content: string, quoted = true, delimiter = ','): CsvRecord[] {
  let byte = 0;
  const lines = content.split('\n').map((text, i) => {
    const line = { text, number: i + 1, byte, overlong: false };
    byte += Buffer.byteLength(text) + 1;
    return line;
  });
  const records = new CsvRecords({ delimiter, quoted });
  return [...records.read(lines), ...records.end()];
}

test('what is written by the rules of RFC 4180 is read back', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é'), maxLength: 6 });
  const row = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
      const content = rows
        .map((fields) => fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
        .join('\n');
      expect(parse(content).map(({ fields }) => fields)).toEqual(rows);
    }),
  );
});

test('a record knows its first line and byte', () => {
  expect(parse('"é\nb",1\n\nc,2').map(({ fields, place }) => [fields, place.line, place.byte])).toEqual([
    [['é\nb', '1'], 1, 0],
    [['c', '2'], 4, 10],
  ]);
});

test('a quote that never closes costs no other record', () => {
  const lines = ['"open,0', ...Array.from({ length: 250 }, (_, i) => `text ${i},1`)];
  const records = parse(lines.join('\n'));
  expect(records.map(({ fields }) => fields)).toEqual(lines.map((line) => line.split(',')));
});

test('a quote within a field is text, and so is every one where nothing is quoted', () => {
  expect(parse('5" pipe,say "hi",1')[0]?.fields).toEqual(['5" pipe', 'say "hi"', '1']);
  expect(parse('1\t"open text', false, '\t')[0]?.fields).toEqual(['1', '"open text']);
});

test('a quote that was not doubled in a field in quotes is text', () => {
  expect(parse('"they said "good" news, twice",1')[0]?.fields).toEqual(['they said "good" news, twice', '1']);
});

test('a quote that was never closed does not run on to the quote that opens another field', () => {
  const records = parse('"open, 0\ntext 1,1\n"text ""two""",2\ntext 3,3');
  expect(records.map(({ fields, unclosed = false }) => [unclosed, ...fields])).toEqual([
    [false, '"open', ' 0'],
    [false, 'text 1', '1'],
    [false, 'text "two"', '2'],
    [false, 'text 3', '3'],
  ]);
});

test('a delimiter can have several characters', () => {
  expect(parse('profits - in short -> rose -> up', false, '->')[0]?.fields).toEqual([
    'profits - in short ',
    ' rose ',
    ' up',
  ]);
});
