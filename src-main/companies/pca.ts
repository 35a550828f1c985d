import { PCA } from 'ml-pca';

export interface Projection {
  /** One row a vector, in the order of the components. */
  coordinates: number[][];
  /** Share of the variance on each component; 0 for components that the vectors do not have. */
  explained: number[];
  /** Unit vectors (components, D). */
  loadings: number[][];
}

/**
 * Principal components of centred vectors. The sign of a component is free; it is chosen so that its largest loading is
 * positive, which makes the map the same each time.
 *
 * @param vectors at least two, of one length D; fewer than `components` directions among them leave the others 0
 */
export function pca(vectors: readonly Float32Array[], components: number): Projection {
  if (vectors.length < 2)
    throw new RangeError(`principal components need two vectors, not ${vectors.length}`);
  const rows = vectors.map((vector) => [...vector]);
  const model = new PCA(rows, { center: true, scale: false });
  const found = model.getEigenvectors().transpose().to2DArray().slice(0, components);
  const signs = found.map(
    (loadings) =>
      Math.sign(loadings.reduce((top, value) => (Math.abs(value) > Math.abs(top) ? value : top), 0)) || 1,
  );
  const places = Array.from({ length: components }, (_, component) => component);
  const projected = model.predict(rows, { nComponents: found.length }).to2DArray();
  const explained = model.getExplainedVariance();
  return {
    coordinates: projected.map((row) =>
      places.map((component) => (row[component] ?? 0) * (signs[component] ?? 1)),
    ),
    // Vectors that are all the same have no variance to share.
    explained: places.map((component) => explained[component] || 0),
    loadings: places.map((component) =>
      rows[0]!.map((_, at) => (found[component]?.[at] ?? 0) * (signs[component] ?? 1)),
    ),
  };
}
