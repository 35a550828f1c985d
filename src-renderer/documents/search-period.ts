import type { HistogramBin } from '../../src-main/api/types.ts';

const FIELDS = /(?:^|\s)-?(?:from|to|date):\S*/giu;
const MINUTE_MS = 60_000;

/** The period of some bars, as a search names it: `from:2018-07-18T21:07 to:2018-07-18T23:00`, whole minutes around them. */
export function periodOf(
  bins: readonly HistogramBin[],
  [first, last]: readonly [number, number],
): string | null {
  const [from, to] = [bins[Math.max(0, first)], bins[Math.min(bins.length - 1, last)]];
  if (!from || !to) return null;
  const start = Math.floor(from.from / MINUTE_MS) * MINUTE_MS;
  const end = Math.ceil(to.to / MINUTE_MS) * MINUTE_MS;
  return `from:${minute(start)} to:${minute(end)}`;
}

/** A search with another period, or without one (null). */
export function withPeriod(query: string, period: string | null): string {
  const rest = query.replaceAll(FIELDS, '').trim();
  return [rest, period ?? ''].filter(Boolean).join(' ');
}

/** Whether a search is of a period. */
export function hasPeriod(query: string): boolean {
  return query.search(FIELDS) !== -1;
}

function minute(at: number): string {
  return new Date(at).toISOString().slice(0, 16);
}
