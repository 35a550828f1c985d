import { expect, test } from 'vitest';
import { classTfIdf } from './class-tf-idf.ts';

const counts = [
  [4, 2, 0, 3, 1],
  [1, 0, 5, 3, 0],
  [0, 1, 2, 6, 2],
];
const names = ['oil', 'pipe', 'loan', 'stock', 'rig'];
const classes = counts.map(
  (row) => new Map(row.flatMap((count, at) => (count === 0 ? [] : [[names[at]!, count] as const]))),
);

test('weights are those of the definition, computed with NumPy; the heaviest word comes first', () => {
  const found = classTfIdf(classes);
  const expected = [
    { pipe: 0.51211874, oil: 0.43838477, rig: 0.36212263, stock: -0.07001722 },
    { loan: 0.28546557, oil: 0.23104906, stock: -0.07380463 },
    { rig: 0.48828606, pipe: 0.34527038, loan: 0.16330845, stock: -0.0944112 },
  ];
  expect(found.map((words) => words.map(({ word }) => word))).toEqual(expected.map(Object.keys));
  for (const [at, words] of expected.entries())
    for (const [place, weight] of Object.values(words).entries())
      expect(found[at]![place]!.weight).toBeCloseTo(weight, 7);
});
