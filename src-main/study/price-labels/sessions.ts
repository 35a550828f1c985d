/** When an exchange traded: the days of the prices, with the moments of open and close. */
import { momentInZone } from '../../ingest/zones.ts';
import { dayOf, isOnlyDay } from '../../only-day.ts';
import type { PriceLabelSettings } from './settings.ts';

/** A moment at which there is a price. */
export interface PricePoint {
  /** ms UTC */
  at: number;
  /** Index into the days. */
  session: number;
  kind: 'open' | 'close';
}

export interface Sessions {
  /** `YYYY-MM-DD`, rising. */
  days: string[];
  /** In the order of time: the open and the close of each day. */
  points: PricePoint[];
}

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** @param days rising */
export function sessionsOf(
  days: readonly string[],
  { zone, open, close }: Pick<PriceLabelSettings, 'zone' | 'open' | 'close'>,
): Sessions {
  const points = days.flatMap((day, session): PricePoint[] => [
    { at: momentOf(day, open, zone), session, kind: 'open' },
    { at: momentOf(day, close, zone), session, kind: 'close' },
  ]);
  return { days: [...days], points };
}

/** When the clocks of a zone show a time on a day; where they show it twice or never, that of their usual offset. */
function momentOf(day: string, clock: string, zone: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  const wall = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * minuteMs;
  const moment = momentInZone(wall, zone);
  if ('at' in moment) return moment.at;
  const dayBefore = momentInZone(wall - dayMs, zone);
  return 'at' in dayBefore ? dayBefore.at + dayMs : wall;
}

/** Between which moments a text was written: one moment, or a day of the exchange if no more is known. */
export function writtenBetween(
  publishedAt: number,
  zone: string,
): { from: number; to: number; onlyDay: boolean } {
  const day = dayOf(publishedAt);
  if (!isOnlyDay(publishedAt)) return { from: publishedAt, to: publishedAt, onlyDay: false };
  const name = (at: number) => new Date(at).toISOString().slice(0, 10);
  return {
    from: momentOf(name(day), '00:00', zone),
    to: momentOf(name(day + dayMs), '00:00', zone),
    onlyDay: true,
  };
}

/**
 * From which price to which close a return counts; null: the days with prices do not reach so far.
 *
 * @param places of the points that count, rising
 */
export function horizonOf(
  { days, points }: Sessions,
  written: { from: number; to: number },
  { days: length, from }: Pick<PriceLabelSettings, 'days' | 'from'>,
): { start: PricePoint; end: PricePoint } | null {
  const index =
    from === 'after' ? firstAtOrAfter(points, written.to) : firstAtOrAfter(points, written.from + 1) - 1;
  const start = points[index];
  if (!start) return null;
  const session = start.session + length - (start.kind === 'open' ? 1 : 0);
  if (session >= days.length) return null;
  return { start, end: points[2 * session + 1]! };
}

/** Index of the first point that is not before a moment. */
function firstAtOrAfter(points: readonly PricePoint[], at: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle]!.at < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
