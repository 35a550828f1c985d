import { expect, it } from 'vitest';
import { cloudOf, type Drawn, nextPieces, sizeOf, stretchesOf, styleFor } from './point-cloud.ts';
import { PointIndex } from './point-index.ts';

const groups = [
  { key: 'b', colour: 0, shape: 'circle', isRest: false },
  { key: null, colour: null, shape: 'rect', isRest: true },
] as const;
const x = Float32Array.from({ length: 100 }, (_, at) => at);
const y = Float32Array.from({ length: 100 }, (_, at) => -at);
const even = [...x.keys()].filter((at) => at % 2 === 0);
const odd = [...x.keys()].filter((at) => at % 2 === 1);

it('a cloud has the points of each group in one stretch, each once, in a mixed order', () => {
  const { places, layers } = cloudOf({ x, y }, groups, (group) => (group === 0 ? even : odd));
  expect(layers).toEqual([
    { ...groups[0], from: 0, count: 50 },
    { ...groups[1], from: 50, count: 50 },
  ]);
  const pairs = Array.from({ length: 100 }, (_, at) => [places[2 * at]!, places[2 * at + 1]!] as const);
  expect(pairs.every(([right, up]) => up === -right)).toBe(true);
  const first = pairs.slice(0, 50).map(([right]) => right);
  expect(first).not.toEqual(even);
  expect(first.toSorted((a, b) => a - b)).toEqual(even);
  expect(
    pairs
      .slice(50)
      .map(([right]) => right)
      .toSorted((a, b) => a - b),
  ).toEqual(odd);
});

it('every point of what is shown is drawn once, the rest first and other groups in turn', () => {
  const three = [...groups, { key: 'c', colour: 1, shape: 'diamond', isRest: false }] as const;
  const lists = [even, odd, [1, 2, 3]];
  const cloud = cloudOf({ x, y }, three, (group) => lists[group]!);
  const drawn: number[] = [];
  const keys: (string | null)[] = [];
  for (const [from, to] of [
    [0, 0.3],
    [0.3, 1],
  ] as const) {
    for (const { layer, from: first, count } of stretchesOf({ cloud, hidden: new Set() }, { from, to })) {
      for (let at = first; at < first + count; at++) drawn.push(at);
      keys.push(layer.key);
    }
  }
  expect(drawn.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 103 }, (_, at) => at));
  expect(keys[0]).toBeNull();
  expect(keys.filter((key) => key === 'c').length).toBeGreaterThan(1);
  const alone = [...stretchesOf({ cloud, hidden: new Set([null, 'b']) }, { from: 0, to: 1 })];
  expect(alone.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  expect([sizeOf(cloud), sizeOf(cloud, new Set([null]))]).toEqual([103, 53]);
});

it('a picture of several frames starts with a sample of every cloud, and ends with each cloud over all of those below', () => {
  const style = { hidden: new Set<string | null>(), diameter: 2, opacity: 1 };
  const below = { cloud: cloudOf({ x, y }, groups, (group) => (group === 0 ? even : odd)), ...style };
  const above = { cloud: cloudOf({ x, y }, groups, (group) => (group === 0 ? [2, 4] : [])), ...style };
  const clouds = [below, above];
  const frames: [cloud: number, from: number, to: number][][] = [];
  const counts: number[] = [];
  let drawn: Drawn | null = null;
  do {
    const next = nextPieces(clouds, drawn, 51);
    frames.push(next.pieces.map(({ shown, share }) => [shown === below ? 0 : 1, share.from, share.to]));
    counts.push(next.points);
    ({ drawn } = next);
  } while (drawn.cloud < clouds.length);
  expect(frames).toEqual([
    [
      [0, 0, 0.5],
      [1, 0, 0.5],
    ],
    [
      [0, 0.5, 1],
      [1, 0, 0.5],
    ],
    [[1, 0.5, 1]],
  ]);
  expect(counts).toEqual([51, 51, 1]);
  expect(nextPieces(clouds, null, 102)).toMatchObject({ points: 102, drawn: { cloud: 2 } });
  expect(nextPieces([], null, 1)).toMatchObject({ pieces: [], drawn: { cloud: 0 } });
});

it('more points are smaller and fainter', () => {
  const [few, many] = [styleFor(10_000), styleFor(1_000_000)];
  expect(many.diameter).toBeLessThan(few.diameter);
  expect(many.opacity).toBeLessThan(few.opacity);
});

it('the nearest point is found as by looking at all of them', () => {
  // Halton points, base 2 and 3, with a crowd in one corner.
  const halton = (at: number, base: number): number => {
    let [share, sum] = [1 / base, 0];
    for (let rest = at; rest > 0; rest = Math.floor(rest / base), share /= base) sum += (rest % base) * share;
    return sum;
  };
  const count = 3000;
  const scale = (at: number): number => (at % 3 === 0 ? 0.01 : 10);
  const px = Float32Array.from({ length: count }, (_, at) => halton(at + 1, 2) * scale(at));
  const py = Float32Array.from({ length: count }, (_, at) => halton(at + 1, 3) * scale(at) - 5);
  const index = new PointIndex(px, py);
  const isShown = (point: number): boolean => point % 5 !== 0;
  for (const reach of [0.05, 0.5, 30]) {
    for (let n = 1; n <= 200; n++) {
      const [at, up] = [halton(n, 5) * 12 - 1, halton(n, 7) * 12 - 6];
      let least = reach;
      for (const point of px.keys())
        if (isShown(point)) least = Math.min(least, Math.hypot(px[point]! - at, py[point]! - up));
      const found = index.nearest(at, up, reach, isShown);
      // Where none is within reach, it is as far as the reach.
      const far = found === null ? reach : Math.hypot(px[found]! - at, py[found]! - up);
      expect(found === null || isShown(found)).toBe(true);
      expect(far).toBeCloseTo(least, 12);
    }
  }
});

it('points in one place, one point, or none, make an index too', () => {
  const same = new Float32Array(4).fill(2);
  expect(new PointIndex(same, same).nearest(2, 2, 1, () => true)).toBe(3);
  expect(new PointIndex(new Float32Array(), new Float32Array()).nearest(0, 0, 1, () => true)).toBeNull();
});
