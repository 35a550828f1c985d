import type { CompanyMap } from '../../src-main/api/types.ts';

/**
 * A map turned, mirrored and moved so that the companies of both lie as near as they can to where they are on the first
 * (orthogonal Procrustes in the plane). Directions mean nothing on most maps, so that two of them are compared like this;
 * distances stay as they are.
 */
export function alignedTo(first: CompanyMap, second: CompanyMap): CompanyMap {
  const places = new Map(first.points.map((point) => [point.symbol, point]));
  const pairs = second.points.flatMap((point) => {
    const there = places.get(point.symbol);
    return there === undefined ? [] : [{ point, there }];
  });
  if (pairs.length < 2) return second;
  const mean = (of: (pair: (typeof pairs)[number]) => number): number =>
    pairs.reduce((sum, pair) => sum + of(pair), 0) / pairs.length;
  const [x, y] = [mean(({ point }) => point.x), mean(({ point }) => point.y)];
  const [toX, toY] = [mean(({ there }) => there.x), mean(({ there }) => there.y)];
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (const { point, there } of pairs) {
    xx += (point.x - x) * (there.x - toX);
    xy += (point.x - x) * (there.y - toY);
    yx += (point.y - y) * (there.x - toX);
    yy += (point.y - y) * (there.y - toY);
  }
  // Of all turns the best fits by the first length, of all turns after mirroring y by the second.
  const [turned, mirrored] = [Math.hypot(xx + yy, xy - yx), Math.hypot(xx - yy, xy + yx)];
  const sign = mirrored > turned ? -1 : 1;
  const length = Math.max(turned, mirrored) || 1;
  const cos = (xx + sign * yy) / length || (length === 1 ? 1 : 0);
  const sin = (xy - sign * yx) / length;
  return {
    ...second,
    points: second.points.map((point) => {
      const [a, b] = [point.x - x, sign * (point.y - y)];
      return { ...point, x: toX + cos * a - sin * b, y: toY + sin * a + cos * b };
    }),
  };
}
