/** Ends of both axes of a drawing. */
export interface Ends {
  x: [low: number, high: number];
  y: [low: number, high: number];
}

/**
 * Ends of axes such that all points are seen and a unit is as long on one axis as on the other: on a map distances
 * mean something, so that it must not be stretched to its frame.
 *
 * @param xs of all points, `ys` as well
 * @param width of the drawing in pixels, `height` as well
 * @param margin share of the extent that is left free on each side
 */
export function equalScale(
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  { width, height, margin = 0.05 }: { width: number; height: number; margin?: number },
): Ends {
  const [x, y] = [extent(xs), extent(ys)];
  const free = 1 + 2 * margin;
  const perPixel =
    free * Math.max((x.high - x.low) / Math.max(width, 1), (y.high - y.low) / Math.max(height, 1)) || 0.01;
  const around = ({ low, high }: { low: number; high: number }, pixels: number): [number, number] => {
    const middle = (low + high) / 2;
    const half = (perPixel * Math.max(pixels, 1)) / 2;
    return [middle - half, middle + half];
  };
  return { x: around(x, width), y: around(y, height) };
}

/** The lowest and the highest; 0 where there is none. */
export function extent(values: ArrayLike<number>): { low: number; high: number } {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at]!);
    high = Math.max(high, values[at]!);
  }
  return low > high ? { low: 0, high: 0 } : { low, high };
}
