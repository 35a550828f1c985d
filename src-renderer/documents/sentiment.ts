import type { NameOf } from '../../src-main/api/class-names.ts';

export type Tone = 'positive' | 'negative' | 'other';

const POSITIVE = new Set(['1', 'positive', 'bullish', 'pos', 'good']);
const NEGATIVE = new Set(['0', '-1', 'negative', 'bearish', 'neg', 'bad']);

/** Which way a sentiment label points, by the names that are in use for it: as its class is called, not as it is stored. */
export function toneOf(called: string): Tone {
  const name = called.toLowerCase();
  if (POSITIVE.has(name)) return 'positive';
  return NEGATIVE.has(name) ? 'negative' : 'other';
}

export interface ToneShare {
  name: string;
  tone: Tone;
  count: number;
  share: number;
}

const ORDER: Record<Tone, number> = { positive: 0, other: 1, negative: 2 };

/** Counts by label as shares of their sum, positive first and negative last. */
export function toneShares(counts: Readonly<Record<string, number>>, nameOf: NameOf): ToneShare[] {
  const entries = Object.entries(counts).filter(([, count]) => count > 0);
  const sum = entries.reduce((total, [, count]) => total + count, 0);
  return entries
    .map(([value, count]) => ({ name: nameOf(value), count, share: count / sum }))
    .map((part) => ({ ...part, tone: toneOf(part.name) }))
    .toSorted((a, b) => ORDER[a.tone] - ORDER[b.tone] || a.name.localeCompare(b.name));
}
