import { dayOf, isOnlyDay } from '../only-day.ts';
import type { Candidates } from './candidates.ts';
import type { ContextSpec } from './spec.ts';

/** The text whose window is wanted; `id` and `group` are null if it is no document, only a time. */
export interface WindowInput {
  id: number | null;
  group: number | null;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * Which of the candidates stand in the window of an input, most recent first: the `n` most recent ones that were
 * published strictly before it, those of one instant by id. With `noNearDuplicates`, none of the input's group, and of
 * several of one group the most recent. A candidate that stands in several sources counts once.
 *
 * A text of which only the day is known stands at the day's last millisecond, where it is context for later days only;
 * its own window ends where its day begins, since what was said on that day may have come after it.
 *
 * `take` is called for each.
 */
export function takeWindow(
  sources: readonly Candidates[],
  input: WindowInput,
  spec: Pick<ContextSpec, 'n' | 'noNearDuplicates' | 'maxAgeMs'>,
  take: (id: number, at: number) => void,
): void {
  const oldest = spec.maxAgeMs === null ? Number.NEGATIVE_INFINITY : input.at - spec.maxAgeMs;
  const end = knownBefore(input.at);
  const cursors = sources.map(({ times }) => firstAtOrAfter(times, end) - 1);
  const groups: (number | null)[] = [input.group];
  for (let taken = 0; taken < spec.n;) {
    const source = mostRecent(sources, cursors);
    if (source === null) return;
    const at = cursors[source]!;
    const { ids, times, groups: groupOf } = sources[source]!;
    const id = ids[at]!;
    const time = times[at]!;
    if (time < oldest) return;
    stepOver(id, sources, cursors);
    if (id === input.id) continue;
    if (spec.noNearDuplicates) {
      const group = groupOf[at]!;
      if (groups.includes(group)) continue;
      groups.push(group);
    }
    take(id, time);
    taken++;
  }
}

/** The moment before which everything came before a text for certain. */
export function knownBefore(at: number): number {
  return isOnlyDay(at) ? dayOf(at) : at;
}

/** The source whose cursor stands at the most recent candidate; null when all are exhausted. */
function mostRecent(sources: readonly Candidates[], cursors: readonly number[]): number | null {
  let best: number | null = null;
  let bestTime = 0;
  let bestId = 0;
  for (let s = 0; s < sources.length; s++) {
    const at = cursors[s]!;
    if (at < 0) continue;
    const time = sources[s]!.times[at]!;
    const id = sources[s]!.ids[at]!;
    if (best === null || time > bestTime || (time === bestTime && id > bestId)) {
      best = s;
      bestTime = time;
      bestId = id;
    }
  }
  return best;
}

function stepOver(id: number, sources: readonly Candidates[], cursors: number[]): void {
  for (let s = 0; s < sources.length; s++) if (sources[s]!.ids[cursors[s]!] === id) cursors[s]!--;
}

/** Index of the first time that is not before `at`. */
function firstAtOrAfter(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
