import { expect, test } from 'vitest';
import { wordMatrix } from './word-matrix.ts';

const times = (word: string, count: number): string[] => Array.from({ length: count }, () => word);
const companies = [
  [times('a', 2), ['a', 'b', 'own']],
  [['a', ...times('c', 2)]],
  [times('c', 4), ['c']],
  [times('b', 4), ['c']],
];

test.each([
  [1, [0.902750148, 0.4301652825], [0.8181852041, 0.5749547562], [1], [0.985209679, 0.1713531105]],
  [2, [0.902750148, 0.4301652825], [0.9600030173, 0.2799896548], [1], [0.9974047565, 0.0719982757]],
])(
  'counts are sublinear, weighted over companies, at length 1, as NumPy says (power %i)',
  (power, ...rows) => {
    const { matrix, words } = wordMatrix(companies, { power });
    // A word of one company makes no two alike.
    expect(words).toEqual(['a', 'b', 'c']);
    expect([...matrix.indices]).toEqual([0, 1, 0, 2, 2, 1, 2]);
    for (const [at, value] of rows.flat().entries()) expect(matrix.values[at]).toBeCloseTo(value, 9);
  },
);

test('a word of every company says nothing, and a company without other words is zeros', () => {
  const { matrix } = wordMatrix([[['the', 'oil']], [['the', 'oil']], [['the']]], { power: 1 });
  expect([...matrix.starts]).toEqual([0, 1, 2, 2]);
});
