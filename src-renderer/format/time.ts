import { isOnlyDay } from '../../src-main/only-day.ts';

/** A moment in UTC, to the minute: `2018-07-18 21:33`; the day alone where no more is known. */
export function formatTime(at: number): string {
  if (isOnlyDay(at)) return formatDay(at);
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}

/** A moment in UTC, to the second; the day alone where no more is known. */
export function formatTimeExact(at: number): string {
  if (isOnlyDay(at)) return formatDay(at);
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** A day in UTC: `2018-07-18`. */
export function formatDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** First and last day, or the one day that both are. */
export function formatDayRange(from: number | null, to: number | null): string {
  if (from === null || to === null) return 'no dates';
  const first = formatDay(from);
  const last = formatDay(to);
  return first === last ? first : `${first} to ${last}`;
}
