import type { CompanyPoint } from '../../src-main/api/types.ts';
import { type GroupLook, groupLook, plainLook } from './group-look.ts';

/** Companies that look alike on a map. */
export interface CompanyGroup extends GroupLook {
  /** Of the address; null: companies of which it is not known. */
  key: string | null;
  name: string;
  symbols: ReadonlySet<string>;
}

/**
 * Companies by what is known of each, the largest group first and those of which nothing is known last.
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
    order = [],
  }: {
    nameOf: (key: string) => string;
    unknown: string;
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
    ...(key === null ? plainLook : groupLook(at)),
  }));
}
