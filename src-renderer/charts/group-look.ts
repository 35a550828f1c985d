import type { Palette } from '../theme/palette.ts';

export const groupShapes = ['circle', 'triangle', 'diamond', 'rect'] as const;
export type GroupShape = (typeof groupShapes)[number];

/** How a group is drawn on a map. Colours alone are not told apart by everybody, so it has a shape too. */
export interface GroupLook {
  /** Its place in the colours that a palette has for groups; null: grey. */
  colour: number | null;
  shape: GroupShape;
}

/** Colours that every palette has for groups. */
const colours = 8;

/** Of groups that are no group: what nothing is known of, and what is too rare. */
export const plainLook: GroupLook = { colour: null, shape: 'circle' };

/**
 * The look of a group by its place. The shape is the next with each group, and one further with each turn of the colours,
 * so that a pair of them comes again only after 8 × 4 groups.
 */
export function groupLook(place: number): GroupLook {
  const colour = place % colours;
  return { colour, shape: groupShapes[(colour + Math.floor(place / colours)) % groupShapes.length]! };
}

export function groupColour({ groups, data }: Palette, colour: number | null): string {
  return colour === null ? data[2] : groups[colour]!;
}
