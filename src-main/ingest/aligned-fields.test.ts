import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { alignedFields } from './aligned-fields.ts';
import type { Alignment } from './aligned-fields.ts';

/** An export with a row index in front, and a cleaned text and a label behind. */
const alignment: Alignment = {
  delimiter: ',',
  shapes: ['number', 'any', 'time', 'piece', 'piece', 'name', 'link', 'flag', 'any', 'piece'],
  used: new Set([1, 2, 3, 4, 5, 6, 7, 9]),
  isTime: (field) => /^\d\d:\d\d$/.test(field),
};

const aligned = (line: string, other: Partial<Alignment> = {}): ReturnType<typeof alignedFields> =>
  alignedFields(line.split(','), { ...alignment, ...other });

test('delimiters stay in the texts, names and links that hold them', () => {
  expect(
    aligned(
      '7,up, they say, and on,08:00,desk,DPS,Dr Pepper, Snapple,https://x.example/?t=A,B,True,up, and on,1',
    ),
  ).toEqual([
    '7',
    'up, they say, and on',
    '08:00',
    'desk',
    'DPS',
    'Dr Pepper, Snapple',
    'https://x.example/?t=A,B',
    'True',
    'up, and on',
    '1',
  ]);
});

test('a link may be missing, or not look like one', () => {
  expect(aligned('7,a, b,08:00,desk,GS,Goldman,,True,a,1')).toMatchObject({ 5: 'Goldman', 6: '', 7: 'True' });
  expect(aligned('7,a, b,08:00,desk,GS,Goldman,x.example,True,a,1')).toMatchObject({ 6: 'x.example' });
});

test.each([
  ['too few fields', '7,up,08:00,desk,GS'],
  ['a text that went on in the line before', 'and, more,08:00,desk,GS,Goldman,,True,a,1'],
  ['no time', '7,a, b,later,desk,GS,Goldman,,True,a,1'],
  ['no flag', '7,a, b,08:00,desk,GS,Goldman,,perhaps,a,1'],
])('%s is a problem', (_case, line) => {
  expect(aligned(line)).toMatchObject({ kind: 'columns' });
});

test('fields that can be counted in several ways are a problem', () => {
  // Either flag may be the one, and the link goes on to it.
  expect(aligned('7,a,08:00,desk,GS,Goldman,https://x.example,True,b,False,c,1')).toMatchObject({
    kind: 'columns',
    message: 'its fields can be counted in several ways, since they hold delimiters without quotes',
  });
});

test('unless only columns differ that are not used', () => {
  const shapes = ['any', 'any', 'time', 'piece'] as const;
  const used = new Set([2, 3]);
  expect(aligned('a,b,c,08:00,x', { shapes, used })).toMatchObject({ 2: '08:00', 3: 'x' });
});

test('whatever texts hold, fields are those that were written, or a problem', () => {
  const word = fc.constantFrom(
    'up',
    'a, b',
    '08:00',
    'True',
    '1',
    'https://x.example',
    '',
    ',',
    '"',
    'B,C',
    ' 0',
  );
  const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(
      text,
      text.filter((name) => !/(?:^|,)https?:/.test(name)),
      fc.constantFrom('', 'https://x.example/1', 'https://x.example/?t=A,B,0'),
      fc.constantFrom('True', 'False', '1', '0'),
      text,
      fc.constantFrom('0', '1', 'up'),
      (tweet, name, url, flag, clean, label) => {
        const fields = ['7', tweet, '08:00', 'desk', 'GS', name, url, flag, clean, label];
        const found = aligned(fields.join(','));
        const isRight = (read: readonly string[]): boolean =>
          [...alignment.used].every((column) => read[column] === fields[column]);
        expect('kind' in found || isRight(found)).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
