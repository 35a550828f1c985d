import { formatAge } from '../format/age.ts';

export type AgeScale = 'log' | 'linear';

const SECOND = 1000;
/** Round ages that an axis may name, in milliseconds. */
const ROUND = [
  ...[1, 10].map((n) => n * SECOND),
  ...[1, 10].map((n) => n * 60 * SECOND),
  ...[1, 6].map((n) => n * 3600 * SECOND),
  ...[1, 3, 10, 30, 100, 365, 1000, 3650].map((n) => n * 24 * 3600 * SECOND),
];
const LINEAR_STEPS = [
  ...[1, 5, 15, 30].map((n) => n * SECOND),
  ...[1, 5, 15, 30].map((n) => n * 60 * SECOND),
  ...[1, 3, 6, 12].map((n) => n * 3600 * SECOND),
  ...[1, 2, 5, 10, 30, 100, 365, 1000].map((n) => n * 24 * 3600 * SECOND),
];
const MOST_TICKS = 8;

/** Where an age stands on the axis: its decimal logarithm in seconds, or itself. Ages under a second count as one. */
export function agePosition(ageMs: number, scale: AgeScale): number {
  return scale === 'log' ? Math.log10(Math.max(SECOND, ageMs) / SECOND) : ageMs;
}

/** Ages that the axis names, up to the first beyond the oldest. */
export function ageTicks(oldestMs: number, scale: AgeScale): { at: number; label: string }[] {
  const tick = (age: number): { at: number; label: string } => ({
    at: agePosition(age, scale),
    label: age === 0 ? 'now' : formatAge(age),
  });
  if (scale === 'log') {
    const beyond = ROUND.findIndex((age) => age >= oldestMs);
    return (beyond === -1 ? ROUND : ROUND.slice(0, beyond + 1)).map(tick);
  }
  const step = LINEAR_STEPS.find((length) => oldestMs / length <= MOST_TICKS) ?? oldestMs / MOST_TICKS;
  const count = Math.max(1, Math.ceil(oldestMs / Math.max(1, step)));
  return Array.from({ length: count + 1 }, (_, index) => tick(index * step));
}
