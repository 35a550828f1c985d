import { expect, test } from 'vitest';
import { procrustes, rotated } from './procrustes.ts';

const rows = (values: number[][]) => values.map((row) => Float64Array.from(row));

/** Of SciPy's `orthogonal_procrustes`. */
const reference = {
  from: [
    [-0.89, -0.29, 0.88],
    [0.58, 0.09, 0.67],
    [-2.83, 1.02, -0.96],
    [-1.67, 0.28, 0.7],
    [-0.44, -1.08, 0.03],
  ],
  to: [
    [-0.05, 1.41, 0.75],
    [0.19, 1.11, -0.21],
    [-0.93, 0.58, 0.58],
    [-0.21, -0.78, 0.23],
    [-2.49, 0.69, 0.49],
  ],
  rotation: [
    [0.6400790048242989, -0.1668446395125417, -0.7499744887988291],
    [0.625078822098273, -0.4544952054734282, 0.6345948111715863],
    [0.44673855189290584, 0.8749839852634997, 0.18662178807693666],
  ],
};

test('the rotation is that of SciPy', () => {
  const found = procrustes(rows(reference.from), rows(reference.to)).to2DArray();
  for (const [at, row] of reference.rotation.entries())
    for (const [i, value] of row.entries()) expect(found[at]![i]).toBeCloseTo(value, 10);
});

test('rows that were turned and mirrored come back', () => {
  const mirrored = reference.from.map(([x = 0, y = 0, z = 0]) => [-y, x, -z]);
  const back = rotated(rows(mirrored), procrustes(rows(mirrored), rows(reference.from)));
  for (const [at, row] of reference.from.entries())
    for (const [i, value] of row.entries()) expect(back[at]![i]).toBeCloseTo(value, 10);
});
