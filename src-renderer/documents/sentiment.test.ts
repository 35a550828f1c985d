import { expect, it } from 'vitest';
import { toneShares } from './sentiment.ts';

it('orders shares from positive to negative, whatever the labels are called', () => {
  expect(toneShares({ bearish: 1, neutral: 1, bullish: 2 })).toEqual([
    { value: 'bullish', tone: 'positive', count: 2, share: 0.5 },
    { value: 'neutral', tone: 'other', count: 1, share: 0.25 },
    { value: 'bearish', tone: 'negative', count: 1, share: 0.25 },
  ]);
});

it('has no shares where nothing is labelled', () => {
  expect(toneShares({ positive: 0 })).toEqual([]);
});
