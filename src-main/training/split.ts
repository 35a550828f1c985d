/** Divides labelled documents, so that nothing of a later part, nor a near-duplicate of it, is trained on. */
import type { Random } from '../random.ts';
import type { SplitReport } from '../results/scores.ts';

export interface SplitItem {
  /** ms UTC; null: unknown. Items without a time come first, in their given order. */
  publishedAt: number | null;
  /** Items of one group say the same. */
  group: number;
}

/** Indices into the items, each part in the order of time. */
export interface Split {
  train: number[];
  valid: number[];
  test: number[];
  leftOut: number[];
  report: Omit<SplitReport, 'by'>;
}

/**
 * The latest `testShare` of the items are the test part, the latest `validShare` before them the validation part.
 *
 * Shares are counted in groups: a group belongs to the part in whose period it first appears, and its members that
 * appear in a later period are left out. Items of one moment are not divided, unless there are too few moments for the parts.
 *
 * @param embargoMs so long before a part begins nothing is in the part before it; items without a time stay
 */
export function splitByTime(
  items: readonly SplitItem[],
  shares: { testShare: number; validShare: number },
  embargoMs = 0,
): Split {
  const order = byTime(items, items.keys());
  const [train = [], valid = [], test = []] = periods(items, order, [shares.validShare, shares.testShare]);
  const before = (part: number[], next: readonly number[]) => {
    const begins = next.map((index) => moment(items[index]!)).reduce((a, b) => Math.min(a, b), Infinity);
    return embargoMs === 0
      ? part
      : part.filter((index) => {
          const { publishedAt } = items[index]!;
          return publishedAt === null || publishedAt < begins - embargoMs;
        });
  };
  const chosen = before(valid, test);
  return divided(items, { train: before(before(train, valid), test), valid: chosen, test });
}

/**
 * The items in the order that they are given in, an order of chance: the last `testShare` of them are the test part, the
 * last `validShare` before them the validation part. Items of one group follow one another, and are not divided; where
 * that leaves a part empty, it is empty.
 */
export function splitInOrder(
  groups: readonly number[],
  shares: { testShare: number; validShare: number },
): Split {
  const starts = groups.flatMap((group, at) => (at === 0 || group !== groups[at - 1] ? [at] : []));
  const [validFrom, testFrom] = starts.length < 3 ? [0, 0] : groupCuts(starts, groups.length, shares);
  const part = (from: number, to: number) => [...groups.keys()].slice(from, to);
  const parts = {
    train: part(0, validFrom),
    valid: part(validFrom, testFrom),
    test: starts.length < 3 ? [] : part(testFrom, groups.length),
  };
  return divided(
    groups.map((group) => ({ group, publishedAt: null })),
    parts,
  );
}

/** The starts of groups nearest to where the validation and the test part would begin; each part has a group at least. */
function groupCuts(
  starts: readonly number[],
  count: number,
  { testShare, validShare }: { testShare: number; validShare: number },
): [validFrom: number, testFrom: number] {
  const nearest = (wanted: number, among: readonly number[]) =>
    among.reduce((best, start) => (Math.abs(start - wanted) < Math.abs(best - wanted) ? start : best));
  const tested = count - testShare * count;
  const testFrom = nearest(Math.round(tested), starts.slice(2));
  const earlier = starts.slice(1, starts.indexOf(testFrom));
  return [nearest(Math.round(tested - validShare * count), earlier), testFrom];
}

/**
 * The test part is given. Whatever shares a group with it is left out; of the rest the latest `validShare` are the
 * validation part, divided as in `splitByTime`.
 */
export function splitAgainstFile(
  items: readonly SplitItem[],
  testIndices: readonly number[],
  shares: { validShare: number },
): Split {
  const test = new Set(testIndices);
  const testGroups = new Set(testIndices.map((index) => items[index]!.group));
  const rest = items.keys().filter((index) => !testGroups.has(items[index]!.group));
  const [train = [], valid = []] = periods(items, byTime(items, rest), [shares.validShare]);
  return divided(items, { train, valid, test: byTime(items, test) });
}

/**
 * All items of one owner in one part: owners in an order of chance until a part has its share of the items, the test
 * part first. Items of a group of which another is tested are left out of what is learned and validated.
 */
export function splitByOwner<T extends SplitItem>(
  items: readonly T[],
  ownerOf: (item: T) => string,
  shares: { testShare: number; validShare: number },
  random: Random,
): Split {
  const owned = Map.groupBy(items.keys(), (index) => ownerOf(items[index]!));
  const parts = { test: [] as number[], valid: [] as number[], train: [] as number[] };
  const wanted = { test: shares.testShare * items.length, valid: shares.validShare * items.length };
  for (const indices of random.shuffle([...owned.values()])) {
    const part = (['test', 'valid'] as const).find((name) => parts[name].length < wanted[name]) ?? 'train';
    // One by one: a group may be larger than a call may have arguments.
    for (const index of indices) parts[part].push(index);
  }
  const taken = new Set<number>();
  for (const name of ['test', 'valid', 'train'] as const) {
    const groupOf = (index: number) => items[index]!.group;
    parts[name] = parts[name].filter((index) => !taken.has(groupOf(index)));
    for (const index of parts[name]) taken.add(groupOf(index));
  }
  return divided(items, parts);
}

function byTime(items: readonly SplitItem[], indices: Iterable<number>): number[] {
  return [...indices].sort((a, b) => moment(items[a]!) - moment(items[b]!) || a - b);
}

/** A finite stand-in for the beginning of time: differences of infinities are no numbers. */
function moment(item: SplitItem): number {
  return item.publishedAt ?? -Number.MAX_VALUE;
}

/** Cuts ordered items into the first period and one for each share; later members of earlier groups fall out. */
function periods(
  items: readonly SplitItem[],
  order: readonly number[],
  shares: readonly number[],
): number[][] {
  const seen = new Set<number>();
  /** Places in `order` where a group appears first. */
  const firsts: number[] = [];
  for (const [place, index] of order.entries()) {
    const { group } = items[index]!;
    if (!seen.has(group)) firsts.push(place);
    seen.add(group);
  }
  const starts = cuts(
    firsts.map((place) => items[order[place]!]!.publishedAt),
    shares,
  ).map((cut) => firsts[cut] ?? order.length);

  const parts: number[][] = [[], ...shares.map(() => [])];
  const partOf = new Map<number, number>();
  for (const [place, index] of order.entries()) {
    const period = starts.filter((start) => start <= place).length;
    const { group } = items[index]!;
    if (!partOf.has(group)) partOf.set(group, period);
    if (partOf.get(group) === period) parts[period]!.push(index);
  }
  return parts;
}

/** Where each share begins, as an index into the ordered times. No part is empty if there are enough times. */
function cuts(times: readonly (number | null)[], shares: readonly number[]): number[] {
  const found: number[] = [];
  let end = times.length;
  let wanted = times.length;
  for (let share = shares.length - 1; share >= 0; share--) {
    wanted -= shares[share]! * times.length;
    // Every part before this one takes one place at least.
    end = Math.max(0, betweenMoments(times, Math.round(wanted), share + 1, end - 1));
    found.unshift(end);
  }
  return found;
}

/** The cut nearest to `wanted`, from `lowest` to `highest`, that divides no moment; where there is none, any. */
function betweenMoments(
  times: readonly (number | null)[],
  wanted: number,
  lowest: number,
  highest: number,
): number {
  const start = Math.min(Math.max(wanted, lowest), highest);
  const divides = (cut: number): boolean => times[cut] !== null && times[cut] === times[cut - 1];
  for (let distance = 0; distance <= highest - lowest; distance++)
    for (const cut of [start - distance, start + distance])
      if (cut >= lowest && cut <= highest && !divides(cut)) return cut;
  return start;
}

function divided(
  items: readonly SplitItem[],
  parts: { train: number[]; valid: number[]; test: number[] },
): Split {
  const { train, valid, test } = parts;
  const taken = new Set([...train, ...valid, ...test]);
  const leftOut = items
    .keys()
    .filter((index) => !taken.has(index))
    .toArray();
  const times = (part: readonly number[]): number[] =>
    part.flatMap((index) => items[index]!.publishedAt ?? []).sort((a, b) => a - b);
  return {
    ...parts,
    leftOut,
    report: {
      train: train.length,
      valid: valid.length,
      test: test.length,
      leftOut: leftOut.length,
      trainUntil: times(train).at(-1) ?? null,
      testFrom: times(test)[0] ?? null,
    },
  };
}
