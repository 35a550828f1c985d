import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { SparseRows } from '../ngrams/sparse-rows.ts';
import { fitLinearSvm, predictLinearSvm, svmScores } from './linear-svm.ts';

const numbers = z.array(z.number());
const { svm } = z
  .object({
    svm: z.object({
      rows: z.array(numbers),
      labels: numbers,
      c: z.number(),
      coef: z.array(numbers),
      intercept: numbers,
      three: numbers,
      c3: z.number(),
      coef3: z.array(numbers),
      intercept3: numbers,
    }),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../test/golden/statistics.json'), 'utf8')));

function sparse(dense: readonly (readonly number[])[]): SparseRows {
  const cells = dense.map((row) =>
    row.flatMap((value, column) => (value === 0 ? [] : [[column, value] as const])),
  );
  let end = 0;
  return {
    width: dense[0]!.length,
    offsets: Int32Array.from([0, ...cells.map(({ length }) => (end += length))]),
    columns: Int32Array.from(cells.flat(), ([column]) => column),
    values: Float64Array.from(cells.flat(), ([, value]) => value),
  };
}

test.each([
  ['two classes', svm.labels, 2, svm.c, svm.coef, svm.intercept],
  ['three classes', svm.three, 3, svm.c3, svm.coef3, svm.intercept3],
] as const)('%s: the weights are those of scikit-learn', async (_, labels, classes, c, coef, intercept) => {
  const rows = sparse(svm.rows);
  const model = await fitLinearSvm(rows, labels, classes, { c });
  expect(model.machines.length).toBe(coef.length);
  for (const [machine, weights] of model.machines.entries()) {
    const expected = [...coef[machine]!, intercept[machine]!];
    for (const [at, value] of weights.entries()) expect(Math.abs(value - expected[at]!)).toBeLessThan(2e-3);
  }
  const predicted = predictLinearSvm(model, rows);
  const scores = svmScores(model, rows);
  for (const [row, label] of predicted.entries()) {
    const own = scores[row]!;
    expect(label).toBe(classes === 2 ? Number(own[0]! > 0) : own.indexOf(Math.max(...own)));
  }
  // Most of what it was taught it knows.
  expect(predicted.filter((label, row) => label === labels[row]).length).toBeGreaterThan(0.7 * labels.length);
});
