import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

export interface PrincipalPlane {
  /** Share of the variance on each of the two directions; 0 for one that the points do not have. */
  explained: [number, number];
  /** Where a point lies on them. */
  project: (point: Float64Array) => [x: number, y: number];
}

/** Points after which others get their turn. */
const turn = 2000;

/**
 * The two directions of most variance of points, by the eigenvectors of their (D, D) scatter matrix: as many points as
 * one likes take no more memory. The sign of a direction is free; its largest loading is positive.
 *
 * @param points (N, D), at least one
 * @param onPart told how many points are done; others get their turn in it
 */
export async function principalPlane(
  points: readonly Float64Array[],
  onPart: (done: number, total: number) => Promise<void> = async () => {},
): Promise<PrincipalPlane> {
  const width = points[0]!.length;
  const mean = new Float64Array(width);
  for (const point of points) for (let i = 0; i < width; i++) mean[i]! += point[i]! / points.length;
  const centred = new Float64Array(width);
  const sums = new Float64Array(width * width);
  for (const [at, point] of points.entries()) {
    for (let i = 0; i < width; i++) centred[i] = point[i]! - mean[i]!;
    for (let i = 0; i < width; i++)
      for (let j = i; j < width; j++) sums[i * width + j]! += centred[i]! * centred[j]!;
    if (at % turn === turn - 1) await onPart(at + 1, points.length);
  }
  const scatter = Matrix.zeros(width, width);
  for (let i = 0; i < width; i++)
    for (let j = 0; j < width; j++) scatter.set(i, j, sums[Math.min(i, j) * width + Math.max(i, j)]!);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(scatter, {
    assumeSymmetric: true,
  });
  const order = [...realEigenvalues.keys()].sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const all = realEigenvalues.reduce((sum, value) => sum + Math.max(value, 0), 0) || 1;
  const axes = [0, 1].map((at) => {
    const column = order[at];
    const loadings = column === undefined ? mean.map(() => 0) : eigenvectorMatrix.getColumn(column);
    const top = [...loadings].reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
    const share = column === undefined ? 0 : Math.max(realEigenvalues[column]!, 0) / all;
    return { loadings, sign: top < 0 ? -1 : 1, share };
  });
  const onAxis = (point: Float64Array, at: number): number => {
    const { loadings, sign } = axes[at]!;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (point[i]! - mean[i]!) * loadings[i]!;
    return sign * sum;
  };
  return {
    explained: [axes[0]!.share, axes[1]!.share],
    project: (point) => [onAxis(point, 0), onAxis(point, 1)],
  };
}
