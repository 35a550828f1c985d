import type { CompanyPoint } from '../../src-main/api/types.ts';
import type { Palette } from '../theme/palette.ts';

/** Companies of one colour, and of one shape: colours alone are not told apart by everybody. */
export interface CompanyGroup {
  /** Of the address; null: companies of which it is not known. */
  key: string | null;
  name: string;
  symbols: ReadonlySet<string>;
  colour: string;
  shape: GroupShape;
}

export const groupShapes = ['circle', 'triangle', 'diamond', 'rect'] as const;
export type GroupShape = (typeof groupShapes)[number];

/**
 * Companies by what is known of each, the largest group first and those of which nothing is known last. Colour and shape
 * run on at different lengths, so that a pair of them comes again only after 8 × 4 groups.
 *
 * @param keyOf null: not known
 * @param nameOf a group by its key
 */
export function companyGroups(
  points: readonly CompanyPoint[],
  keyOf: (point: CompanyPoint) => string | null,
  {
    nameOf,
    unknown,
    palette,
    order = [],
  }: {
    nameOf: (key: string) => string;
    unknown: string;
    palette: Palette;
    /** Keys that have an order of their own, which comes before the size. */
    order?: readonly string[];
  },
): CompanyGroup[] {
  const groups = [...Map.groupBy(points, keyOf)].sort(
    ([a, one], [b, other]) =>
      Number(a === null) - Number(b === null) ||
      order.indexOf(a ?? '') - order.indexOf(b ?? '') ||
      other.length - one.length ||
      ((a ?? '') < (b ?? '') ? -1 : 1),
  );
  return groups.map(([key, members], at) => ({
    key,
    name: key === null ? unknown : nameOf(key),
    symbols: new Set(members.map(({ symbol }) => symbol)),
    colour: key === null ? palette.data[2] : palette.groups[at % palette.groups.length]!,
    shape: key === null ? 'circle' : shapeAt(at, palette.groups.length),
  }));
}

/** The next shape with each group, and one further with each turn of the colours. */
function shapeAt(at: number, colours: number): GroupShape {
  return groupShapes[((at % colours) + Math.floor(at / colours)) % groupShapes.length]!;
}
