import { counted } from '../../counted.ts';
import { UserError } from '../../errors.ts';
import type { CountedText } from '../../recipes/company-cooccurrence/counted-texts.ts';
import type { ReadableStore } from '../../store/store.ts';
import { timesByIds } from '../../store/texts.ts';

/** Milliseconds of a day, and the days that a period must have: shorter ones show one event, not a change. */
const day = 86_400_000;
const leastDays = 30;
/** Few texts that lie far from all others stretch no period. */
const outlying = 0.025;

export interface Periods {
  /** Of each text, from 0. */
  of: number[];
  /** First and last day of each, in UTC. */
  days: { from: string; to: string }[];
}

/**
 * Texts by periods of one length between the first and the last of the middle 95 % of them; the others count in the
 * first and the last period.
 *
 * @throws UserError if the texts do not span such periods
 */
export function periodsOf(store: ReadableStore, texts: readonly CountedText[], count: number): Periods {
  const found = timesByIds(
    store,
    texts.map(({ document }) => document),
  );
  const times = texts.map(({ document }) => found.get(document) ?? Number.NaN);
  const sorted = times.filter((time) => !Number.isNaN(time)).sort((a, b) => a - b);
  const [first, last] = [outlying, 1 - outlying].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0,
  );
  const length = (last! - first!) / count;
  const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
  if (length < leastDays * day) {
    throw new UserError(
      'use',
      `The texts do not span ${counted(count, 'period')}: 95 % of them lie between ${dayOf(first!)} and ${dayOf(last!)}, and a period needs ${counted(leastDays, 'day')}. What differs between days is news, not drift.`,
    );
  }
  return {
    of: times.map((time) => Math.max(0, Math.min(count - 1, Math.floor((time - first!) / length)))),
    days: Array.from({ length: count }, (_, period) => ({
      from: dayOf(period === 0 ? sorted[0]! : first! + period * length),
      to: dayOf(period === count - 1 ? sorted.at(-1)! : first! + (period + 1) * length - 1),
    })),
  };
}
