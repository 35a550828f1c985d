import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { splitFields } from './csv-fields.ts';
import { recordOfFields } from './record-fields.ts';

const fields = ['a', 'b, c', 'he said "no"', 'two\nlines', String.raw`C:\new`, '', '"', ' blank '];

test('a record of fields is read as the same fields, by another reader of CSV too', () => {
  const record = recordOfFields(fields, { delimiter: ',', quoted: true });
  expect(parse(record)).toEqual([fields]);
  const semicolons = recordOfFields(fields, { delimiter: ';', quoted: true });
  expect(semicolons).toContain(';b, c;');
  expect(parse(semicolons, { delimiter: ';' })).toEqual([fields]);
});

test.each([',', ';', '\t'])(
  'where backslashes escape, between %j, they do so in what is written',
  (delimiter) => {
    const record = recordOfFields(fields, { delimiter, quoted: true, escaped: true });
    expect(splitFields(record, delimiter, true, true)).toEqual(fields);
    expect(parse(record, { delimiter, escape: '\\' })).toEqual([fields]);
  },
);

test('without quotes fields stand as they are', () => {
  expect(recordOfFields(['a', '"b"'], { delimiter: '\t', quoted: false })).toBe('a\t"b"');
  const escaped = recordOfFields(['a,b', 'c'], { delimiter: ',', quoted: false, escaped: true });
  expect(splitFields(escaped, ',', false, true)).toEqual(['a,b', 'c']);
});
