import { expect, it } from 'vitest';
import { type Named, namePlaces } from './name-places.ts';

const drawing = { left: 0, top: 0, right: 600, bottom: 300 };
const named = (name: string, x: number, y: number, part: Partial<Named> = {}): Named => ({
  name,
  at: { x, y },
  diameter: 10,
  stands: false,
  ...part,
});

it('a name stands to the right of its symbol, or on another side where there is a symbol, a name or the end', () => {
  expect(namePlaces([named('AAPL', 100, 100)], drawing).get('AAPL')).toBe('right');
  const crowded = namePlaces(
    [named('AAPL', 100, 100), named('APA', 120, 100), named('MSFT', 590, 100)],
    drawing,
  );
  expect([...crowded]).toEqual([
    ['AAPL', 'left'],
    ['APA', 'right'],
    ['MSFT', 'left'],
  ]);
});

it('a name without room is left out, unless it has to stand: then it lies on symbols, but on no name', () => {
  const ring = [
    [20, 0],
    [-20, 0],
    [0, 12],
    [0, -12],
  ].map(([x, y], at) => named(`R${at}`, 300 + x!, 150 + y!));
  const placeOf = (stands: boolean) => namePlaces([named('MID', 300, 150, { stands }), ...ring], drawing);
  expect(placeOf(false).has('MID')).toBe(false);
  expect(placeOf(true).get('MID')).toBe('right');
  const twice = namePlaces(
    ['A', 'B', 'C', 'D', 'E'].map((name) => named(name.repeat(5), 300, 150, { stands: true })),
    drawing,
  );
  expect([...twice.values()]).toEqual(['right', 'left', 'top', 'bottom']);
});

it('of many at random no name lies on another one or on a symbol', () => {
  let state = 7;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const many = Array.from({ length: 300 }, (_, at) => named(`N${at}`, 600 * random(), 300 * random()));
  const places = namePlaces(many, drawing);
  expect(places.size).toBeGreaterThan(20);
  const width = (name: string) => 7.5 * name.length;
  const boxes = many.flatMap(({ name, at }) => {
    const side = places.get(name);
    if (side === undefined) return [];
    const half = [width(name) / 2, 6] as const;
    const [dx, dy] = {
      right: [7 + half[0], 0],
      left: [-7 - half[0], 0],
      top: [0, -7 - half[1]],
      bottom: [0, 7 + half[1]],
    }[side] as [number, number];
    return [{ name, x: at.x + dx, y: at.y + dy, half }];
  });
  for (const box of boxes) {
    const nearest = (x: number, y: number, wide: number, high: number) =>
      Math.abs(box.x - x) < box.half[0] + wide && Math.abs(box.y - y) < box.half[1] + high;
    expect(boxes.filter((other) => other !== box && nearest(other.x, other.y, ...other.half))).toEqual([]);
    expect(many.filter(({ name, at }) => name !== box.name && nearest(at.x, at.y, 5, 5))).toEqual([]);
  }
});
