import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelIn, labelNames, labelNumber } from './label-values.ts';

/** The names of values of which each stands in a column `times` times, the first one most often. */
function named(scheme: string, values: readonly string[], naming = {}): string[] {
  const nameOf = labelNames(scheme, new Map(values.map((value, i) => [value, 100 - i])), naming);
  return values.map(nameOf);
}

test.each([
  'nan',
  'NaN',
  'NAN',
  'null',
  'NULL',
  'None',
  'N/A',
  'n/a',
  'NA',
  '<NA>',
  '#N/A',
  ' nan ',
  '"nan"',
  '',
  '  ',
])('"%s" is no label', (cell) => {
  expect(labelIn(cell)).toBe('');
});

test.each([
  ['positive', 'positive'],
  [' positive ', 'positive'],
  ['"0"', '0'],
  ["'1'", '1'],
  ['-', '-'],
  ["it's", "it's"],
  ['nano', 'nano'],
])('%s is the label %s', (cell, label) => {
  expect(labelIn(cell)).toBe(label);
});

test.each([
  ['0', 0],
  ['1.0', 1],
  ['1.', 1],
  ['+1', 1],
  ['-1.00', -1],
  ['\u22121', -1],
  ['-0.0', 0],
  ['1e0', 1],
  ['1.000000000000000000e+00', 1],
  ['0,0', 0],
  ['-0,581', -0.581],
  ['.5', 0.5],
])('%s is the number %d', (label, number) => {
  expect(labelNumber(label)! + 0).toBe(number);
});

test.each(['1,105', 'one', '1 star', '', '0x1', '12345678901234567890', '2018-07-09'])(
  '%s is no number',
  (label) => {
    expect(labelNumber(label)).toBeNull();
  },
);

describe('in the scheme "sentiment"', () => {
  test.each([
    [
      ['0', '1'],
      ['negative', 'positive'],
    ],
    [
      ['0.0', '1.0'],
      ['negative', 'positive'],
    ],
    [
      ['1', '0', '1.0', '0.0'],
      ['positive', 'negative', 'positive', 'negative'],
    ],
    [
      ['true', 'false'],
      ['positive', 'negative'],
    ],
    [
      ['TRUE', 'False', 'True'],
      ['positive', 'negative', 'positive'],
    ],
    [
      ['-1', '0', '1'],
      ['negative', 'neutral', 'positive'],
    ],
    [
      ['-1.0', '1.0', '0.0'],
      ['negative', 'positive', 'neutral'],
    ],
    [
      ['-1', '1'],
      ['negative', 'positive'],
    ],
    // Which of 0, 1 and 2 is neutral differs from file to file.
    [
      ['0', '1', '2'],
      ['0', '1', '2'],
    ],
    [
      ['0.0', '1.0', '2.0'],
      ['0', '1', '2'],
    ],
    [['0'], ['0']],
    [
      ['0', '1', 'mixed'],
      ['0', '1', 'mixed'],
    ],
  ])('%j are %j', (values, names) => {
    expect(named('sentiment', values)).toEqual(names);
  });

  test('a file with 1 alone goes by what the scheme has, and numbers stay where it has numbers', () => {
    expect(named('sentiment', ['1'], { known: ['negative', 'positive'] })).toEqual(['positive']);
    expect(named('sentiment', ['0'], { known: ['negative', 'neutral', 'positive'] })).toEqual(['0']);
    expect(named('sentiment', ['0', '1.0'], { known: ['0', '1', '2'] })).toEqual(['0', '1']);
  });
});

test('in other schemes numbers stay numbers, each in one spelling', () => {
  expect(named('label', ['0.0', '1.0', '1', '-1'])).toEqual(['0', '1', '1', '-1']);
  expect(named('stars', ['4.5', '5.0', '4.50', '1'])).toEqual(['4.5', '5', '4.5', '1']);
  expect(named('topic', ['True', 'FALSE', 'true'])).toEqual(['True', 'FALSE', 'True']);
  expect(named('topic', ['1', '0', 'True', 'False'])).toEqual(['1', '0', '1', '0']);
});

test('spellings that differ in case are one class, called as the workspace or most rows call it', () => {
  const values = ['Positive', 'POSITIVE', 'negative', 'positive', 'Negative'];
  const names = ['Positive', 'Positive', 'negative', 'Positive', 'negative'];
  expect(named('sentiment', values)).toEqual(names);
  const known = ['positive', 'NEGATIVE'];
  expect(named('label', values, { known })).toEqual([
    'positive',
    'positive',
    'NEGATIVE',
    'positive',
    'NEGATIVE',
  ]);
  // Composed and decomposed letters.
  expect(new Set(named('label', ['caf\u00e9', 'cafe\u0301', 'CAFÉ'])).size).toBe(1);
});

test('bins divide numbers; a bound belongs to the class above it', () => {
  const values = ['-0.9', '-0.05', '0', '0.049', '0.05', '1'];
  expect(named('sentiment', values, { bins: [-0.05, 0.05] })).toEqual([
    'negative',
    'neutral',
    'neutral',
    'neutral',
    'positive',
    'positive',
  ]);
  expect(named('sentiment', ['-0.1', '0.1'], { bins: [0] })).toEqual(['negative', 'positive']);
  expect(named('score', ['1', '2.5', '4'], { bins: [2, 4] })).toEqual(['below 2', '2 to 4', '4 or more']);
});

test('labels have the same name exactly if they are the same number or the same word in another case', () => {
  const word = fc.constantFrom('Up', 'down', 'Flat', 'very Positive');
  const spelt = fc.oneof(
    fc.record({ id: word, form: fc.constantFrom('plain', 'upper', 'lower') }).map(({ id, form }) => ({
      id: id.toLowerCase(),
      label: form === 'upper' ? id.toUpperCase() : form === 'lower' ? id.toLowerCase() : id,
    })),
    fc
      .record({ id: fc.integer({ min: -3, max: 5 }), form: fc.constantFrom('', '.0', '.00', 'e0') })
      .map(({ id, form }) => ({ id: String(id), label: `${id}${form}` })),
  );
  fc.assert(
    fc.property(fc.array(spelt, { minLength: 2, maxLength: 12 }), (cells) => {
      const counts = new Map(cells.map(({ label }, i) => [label, i + 1]));
      const nameOf = labelNames('mood', counts);
      for (const a of cells) {
        for (const b of cells) expect(nameOf(a.label) === nameOf(b.label)).toBe(a.id === b.id);
      }
    }),
  );
});
