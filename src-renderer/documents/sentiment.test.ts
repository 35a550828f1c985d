import { expect, it } from 'vitest';
import { toneShares } from './sentiment.ts';

it('orders shares from positive to negative, whatever the labels are called', () => {
  expect(toneShares({ bearish: 1, neutral: 1, bullish: 2 }, String)).toEqual([
    { name: 'bullish', tone: 'positive', count: 2, share: 0.5 },
    { name: 'neutral', tone: 'other', count: 1, share: 0.25 },
    { name: 'bearish', tone: 'negative', count: 1, share: 0.25 },
  ]);
});

it('has no shares where nothing is labelled', () => {
  expect(toneShares({ positive: 0 }, String)).toEqual([]);
});

it('goes by the names of classes: a label 1 that is called neutral is not positive', () => {
  const names: Record<string, string> = { 0: 'negative', 1: 'neutral', 2: 'positive' };
  const tones = toneShares({ 0: 1, 1: 1, 2: 1 }, (value) => names[value]!).map(({ name, tone }) => [
    name,
    tone,
  ]);
  expect(tones).toEqual([
    ['positive', 'positive'],
    ['neutral', 'other'],
    ['negative', 'negative'],
  ]);
});
