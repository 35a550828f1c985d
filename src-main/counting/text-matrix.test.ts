import { expect, test } from 'vitest';
import { textMatrix } from './text-matrix.ts';

const texts = [
  'oil oil price up',
  'oil barrel price',
  'phone screen price',
  'phone phone phone case screen',
].map((text) => text.split(' '));

test('texts by their words, as TfidfVectorizer of scikit-learn 1.9.1 gives them', () => {
  // TfidfVectorizer(sublinear_tf=True, min_df=2, max_df=.5); "price" stands in more than half of the texts.
  const { matrix, words } = textMatrix(texts, [0, 1, 2, 3], { leastTexts: 2, mostShare: 0.5 });
  expect(words).toEqual(['oil', 'phone', 'screen']);
  const dense = texts.map((_, row) => {
    const cells = words.map(() => 0);
    for (let at = matrix.starts[row]!; at < matrix.starts[row + 1]!; at++)
      cells[matrix.indices[at]!] = matrix.values[at]!;
    return cells;
  });
  const expected = [
    [1, 0, 0],
    [1, 0, 0],
    [0, Math.SQRT1_2, Math.SQRT1_2],
    [0, 0.90275015, 0.43016528],
  ];
  for (const [row, cells] of expected.entries())
    for (const [column, value] of cells.entries()) expect(dense[row]![column]).toBeCloseTo(value, 7);
});

test('a copy has the words of its text, and makes none of them more frequent', () => {
  const copied = [...texts, texts[0]!, texts[0]!];
  const { matrix, words } = textMatrix(copied, [0, 1, 2, 3], { leastTexts: 2, mostShare: 0.5 });
  expect(words).toEqual(['oil', 'phone', 'screen']);
  const rowOf = (row: number) => matrix.values.slice(matrix.starts[row], matrix.starts[row + 1]);
  expect(rowOf(5)).toEqual(rowOf(0));
});
