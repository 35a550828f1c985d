import { DisjointSets } from '../../disjoint-sets.ts';
import { leastDistinct, type NearCopies } from '../../results/near-copies.ts';
import { nearCopyGroups } from '../../text/near-copies/groups.ts';

/** A labelled text with the group of those that say the same. */
interface Labelled {
  text: string;
  group: number;
  value: string;
}

export interface CopiesFound<T> {
  /** Each with the number of its group of near copies: texts of one number stand in one part. */
  learned: (T & { copies: number })[];
  tested: (T & { copies: number })[];
  /** null: near copies were not looked for. */
  report: NearCopies | null;
}

/**
 * Groups labelled texts with their near copies.
 *
 * Near copies leak because they share a label. Where they do so no more than any two texts, as sentences made from a few
 * templates whose labels depend on something else, keeping them together would leave little to learn from or to test and
 * prevent nothing; then their groups are those of equal texts. The labels of a test file have no part in this. They are
 * too where hardly anything is left once near copies count once, as with rows made up to try something out: the result
 * says so.
 *
 * @param tested rows of a test file; none: the test part will be drawn from `learned`
 * @param threshold see `nearCopyGroups`; null: groups are those of equal texts
 * @param trainShare the share of `learned` that will be trained on
 * @param isSameText whether a text of `learned` that is equal to one of `tested` is that one, and not a copy of it
 * @throws the signal's reason when it is aborted
 */
export async function withNearCopies<T extends Labelled>(
  learned: readonly T[],
  tested: readonly T[],
  threshold: number | null,
  trainShare: number,
  isSameText = false,
  signal: AbortSignal | null = null,
): Promise<CopiesFound<T>> {
  const all = [...learned, ...tested];
  const numbered = (groups: ArrayLike<number>) => ({
    learned: learned.map((item, index) => ({ ...item, copies: groups[index]! })),
    tested: tested.map((item, index) => ({ ...item, copies: groups[learned.length + index]! })),
  });
  const equal = equalGroups(all);
  if (threshold === null) return { ...numbered(equal), report: null };

  const sets = new DisjointSets(all.length);
  const near = await nearCopyGroups(
    all.map(({ text }) => text),
    threshold,
    signal,
  );
  for (const index of all.keys()) {
    sets.join(index, near[index]!);
    sets.join(index, equal[index]!);
  }
  const groups = all.map((_, index) => sets.smallest(index));
  const sameLabel = labelAgreement(learned, groups);
  // A text of the workspace that is a row of the test file too is one text.
  const inFile = new Set(equal.slice(learned.length));
  const once = all.map((_, index) => index >= learned.length || !isSameText || !inFile.has(equal[index]!));
  const counted = groups.filter((_, index) => once[index]!);
  const sizes = [...Map.groupBy(counted, (group) => group).values()].map(({ length }) => length);
  const apart = isNoMoreThanChance(sameLabel)
    ? 'labels-differ'
    : sizes.length < leastDistinct
      ? 'too-few'
      : null;
  const several = sizes.filter((size) => size > 1);
  const report: NearCopies = {
    threshold,
    texts: counted.length,
    distinct: sizes.length,
    withCopy: several.reduce((sum, size) => sum + size, 0),
    groups: several.length,
    largest: Math.max(0, ...several),
    sameLabel,
    apart,
    leak:
      tested.length > 0
        ? shareIn(
            groups.slice(learned.length),
            groups.filter((_, index) => index < learned.length && once[index]!),
          )
        : expectedLeak(sizes, trainShare),
  };
  return { ...numbered(apart === null ? groups : equal), report };
}

/** Groups of equal texts, each known by its first index. */
function equalGroups(all: readonly Labelled[]): number[] {
  const first = new Map<number, number>();
  return all.map(({ group }, index) => {
    const known = first.get(group) ?? index;
    first.set(group, known);
    return known;
  });
}

/** How often a text has the label of the one before it in its group, and how often any two texts have the same. */
function labelAgreement(learned: readonly Labelled[], groups: readonly number[]): NearCopies['sameLabel'] {
  const before = new Map<number, string>();
  const counts = new Map<string, number>();
  let [pairs, same] = [0, 0];
  for (const [index, { value }] of learned.entries()) {
    const known = before.get(groups[index]!);
    if (known !== undefined) pairs++;
    if (known === value) same++;
    before.set(groups[index]!, value);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const chance = counts.values().reduce((sum, count) => sum + (count / learned.length) ** 2, 0);
  return { pairs, share: pairs === 0 ? 0 : same / pairs, chance };
}

/** Agreement beyond chance (kappa) that can be neglected. */
const negligible = 0.3;

/** Whether the pairs show, by two standard errors, that kappa is below what matters; few pairs show nothing. */
function isNoMoreThanChance({ pairs, share, chance }: NearCopies['sameLabel']): boolean {
  if (pairs === 0 || chance >= 1) return false;
  const kappa = (share - chance) / (1 - chance);
  const error = Math.sqrt((chance * (1 - chance)) / pairs) / (1 - chance);
  return kappa + 2 * error < negligible;
}

/** The share of the first numbers that are among the second. */
function shareIn(tested: readonly number[], learned: readonly number[]): number {
  const known = new Set(learned);
  return tested.filter((group) => known.has(group)).length / Math.max(1, tested.length);
}

/** The share of texts of which another of the group is trained on if each of them is with this probability. */
function expectedLeak(sizes: readonly number[], trainShare: number): number {
  const texts = sizes.reduce((sum, size) => sum + size, 0);
  const leaked = sizes.reduce((sum, size) => sum + size * (1 - (1 - trainShare) ** (size - 1)), 0);
  return leaked / Math.max(1, texts);
}
