import type { Pixel } from './option.ts';

/** The side of its symbol on which a name stands. */
const sides = ['right', 'left', 'top', 'bottom'] as const;
export type Side = (typeof sides)[number];

/** A symbol that may have its name beside it, in pixels of the drawing. */
export interface Named {
  name: string;
  at: Pixel;
  diameter: number;
  /** Its name may lie on symbols, but on no other name. */
  stands: boolean;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Pixels between a symbol and its name. */
export const besideSymbol = 2;
/** Pixels of a letter, which is a capital, of a line, both of `nameSize`, and between two names of a line. */
export const nameSize = 11;
const letter = 7.5;
const line = 12;
const gap = 4;

/**
 * Where names stand without lying on one another or on symbols, first come, first served; a name for which there is no
 * room is left out.
 *
 * @param named those within the drawing; names of the first are the last to be left out
 * @param drawing within which names stand
 */
export function namePlaces(named: readonly Named[], drawing: Box): Map<string, Side> {
  const symbols = named.map(({ at, diameter }) => boxAround(at, diameter, diameter));
  const names: Box[] = [];
  const places = new Map<string, Side>();
  for (const [own, one] of named.entries()) {
    const boxes = sides
      .map((side) => ({ side, box: boxOf(one, side) }))
      .filter(({ box }) => isWithin(box, drawing) && !names.some((other) => overlap(box, other, gap)));
    const free = boxes.find(({ box }) => !symbols.some((symbol, at) => at !== own && overlap(box, symbol)));
    const found = free ?? (one.stands ? boxes[0] : undefined);
    if (found === undefined) continue;
    names.push(found.box);
    places.set(one.name, found.side);
  }
  return places;
}

function boxOf({ name, at: { x, y }, diameter }: Named, side: Side): Box {
  const width = name.length * letter;
  const away = diameter / 2 + besideSymbol;
  const middle = {
    right: { x: x + away + width / 2, y },
    left: { x: x - away - width / 2, y },
    top: { x, y: y - away - line / 2 },
    bottom: { x, y: y + away + line / 2 },
  }[side];
  return boxAround(middle, width, line);
}

function boxAround({ x, y }: Pixel, width: number, height: number): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

function overlap(a: Box, b: Box, gapBetween = 0): boolean {
  return (
    a.left < b.right + gapBetween && b.left < a.right + gapBetween && a.top < b.bottom && b.top < a.bottom
  );
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left &&
    inner.right <= outer.right &&
    inner.top >= outer.top &&
    inner.bottom <= outer.bottom
  );
}
