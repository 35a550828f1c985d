import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nearest } from '../../src-main/companies/nearest.ts';
import { pca } from '../../src-main/companies/pca.ts';
import { discordant, mcnemarExact } from '../../src-main/training/mcnemar.ts';
import { averages, matthews, scores } from '../../src-main/training/metrics.ts';
import { createPlateau } from '../../src-main/training/plateau.ts';
import type { ReferenceCase } from './reference-case.ts';
import { goldenFolder, loadCase } from './reference-case.ts';

const aboutSchema = z.looseObject({
  weighted: z.tuple([z.number(), z.number(), z.number()]),
  macro: z.tuple([z.number(), z.number(), z.number()]),
  mcc: z.number(),
  mcnemar_exact_p: z.number(),
  mcnemar_b_c: z.tuple([z.number(), z.number()]),
});

async function measures() {
  const about: unknown = JSON.parse(await readFile(join(goldenFolder, 'measures.json'), 'utf8'));
  return { reference: await loadCase('measures'), about: aboutSchema.parse(about) };
}

/** The rows of a matrix of the case. */
function rows(reference: ReferenceCase, name: string): number[][] {
  const [count, width] = [reference.get(name).shape[0]!, reference.get(name).shape[1]!];
  const numbers = reference.numbers(name);
  return Array.from({ length: count }, (_, row) => numbers.slice(row * width, (row + 1) * width));
}

function largestDifference(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  return Math.max(...expected.map((value, at) => Math.abs(actual[at]! - value)));
}

describe('the reference case of the measures', () => {
  it('scores per class, their means and Matthews', async () => {
    const { reference, about } = await measures();
    const classes = reference.get('confusion').shape[0]!;
    const found = scores(
      reference.numbers('y_true'),
      reference.numbers('y_pred'),
      Array.from({ length: classes }, (_, label) => `class ${label}`),
    );
    expect(found.confusion).toEqual(rows(reference, 'confusion'));
    const table = (['precision', 'recall', 'f1', 'support'] as const).map((score) =>
      found.perClass.map((each) => each[score]),
    );
    expect(largestDifference(table.flat(), reference.numbers('per_class_prfs'))).toBeLessThan(
      reference.tolerance,
    );
    const macro = averages(found.confusion, 'macro');
    expect(largestDifference([macro.precision, macro.recall, macro.f1], about.macro)).toBeLessThan(1e-9);
    const weighted = averages(found.confusion, 'weighted');
    expect(
      largestDifference([weighted.precision, weighted.recall, weighted.f1], about.weighted),
    ).toBeLessThan(1e-9);
    expect([found.macroF1, found.weightedF1]).toEqual([macro.f1, weighted.f1]);
    expect(matthews(found.confusion)).toBeCloseTo(about.mcc, 9);
  });

  it('exact McNemar', async () => {
    const { reference, about } = await measures();
    const { onlyFirst, onlySecond } = discordant(
      reference.numbers('y_true'),
      reference.numbers('y_pred'),
      reference.numbers('y_pred_other'),
    );
    expect([onlyFirst, onlySecond].sort((a, b) => a - b)).toEqual(
      about.mcnemar_b_c.toSorted((a, b) => a - b),
    );
    expect(mcnemarExact(onlyFirst, onlySecond)).toBeCloseTo(about.mcnemar_exact_p, 9);
  });

  it('the learning rate on a plateau', async () => {
    const { reference } = await measures();
    const plateau = createPlateau(1e-2, { factor: 0.1, patience: 3, threshold: 1e-4 });
    const rates = reference.numbers('val_loss').map((loss) => plateau.step(loss));
    const expected = reference.numbers('plateau_lr');
    // The rates span many powers of ten: compared by their ratios.
    expect(largestDifference(rates.map(Math.log), expected.map(Math.log))).toBeLessThan(1e-4);
  });

  it('principal components, their signs removed', async () => {
    const { reference } = await measures();
    const points = rows(reference, 'points');
    const components = reference.get('pca_variance_ratio').shape[0]!;
    const { coordinates, explained, loadings } = pca(
      points.map((point) => Float32Array.from(point)),
      components,
    );
    expect(largestDifference(explained, reference.numbers('pca_variance_ratio'))).toBeLessThan(
      reference.tolerance,
    );
    const absolute = loadings.flat().map(Math.abs);
    expect(largestDifference(absolute, reference.numbers('pca_abs_components'))).toBeLessThan(
      reference.tolerance,
    );
    // The coordinates are what the loadings make of the centred points.
    const mean = reference.numbers('pca_mean');
    const projected = points.map((point) =>
      loadings.map((loading) =>
        loading.reduce((sum, value, at) => sum + value * (point[at]! - mean[at]!), 0),
      ),
    );
    expect(largestDifference(coordinates.flat(), projected.flat())).toBeLessThan(reference.tolerance);
  });

  it('nearest by cosine', async () => {
    const { reference } = await measures();
    const vectors = rows(reference, 'points').map((point) => Float32Array.from(point));
    const expected = rows(reference, 'nn5_cosine');
    const found = vectors.map((_, index) =>
      nearest(vectors, index, expected[0]!.length, 'cosine').map((near) => near.index),
    );
    expect(found).toEqual(expected);
  });
});
