import type { AgeEffect } from './result.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** `under 1 h`, `1 to 6 h`, `7 d or more`, `no window` */
export function ageInWords({ from, to }: Pick<AgeEffect, 'from' | 'to'>): string {
  if (from === null) return 'no window';
  const [value, unit] = (to ?? from) > dayMs || from >= dayMs ? [dayMs, 'd'] : [hourMs, 'h'];
  if (to === null) return `${from / value} ${unit} or more`;
  return from === 0 ? `under ${to / value} ${unit}` : `${from / value} to ${to / value} ${unit}`;
}

/** `6 hours`, `1 day`: the greatest age of a text in a window, in ms. */
export function limitInWords(age: number): string {
  const [value, unit] = age >= dayMs ? [age / dayMs, 'day'] : [age / hourMs, 'hour'];
  const figure = value.toLocaleString('en-US', { maximumFractionDigits: 2 });
  return `${figure} ${unit}${value === 1 ? '' : 's'}`;
}
