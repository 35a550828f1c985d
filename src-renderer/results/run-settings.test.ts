import { expect, it } from 'vitest';
import { runSettings } from './run-settings.ts';

it('names the settings of a group after it, and lists in one line', () => {
  const settings = runSettings({
    recipe: 'contextual-sentiment',
    symbols: ['NFLX', 'AAPL'],
    trainFile: null,
    ngrams: false,
    window: { n: 8, scope: 'company', maxAgeMs: 7_200_000 },
  });
  expect(settings).toEqual([
    { name: 'recipe', value: 'contextual-sentiment' },
    { name: 'symbols', value: 'NFLX, AAPL' },
    { name: 'trainFile', value: 'none' },
    { name: 'ngrams', value: 'false' },
    { name: 'window.n', value: '8' },
    { name: 'window.scope', value: 'company' },
    // Two hours.
    { name: 'window.maxAgeMs', value: '2 h' },
  ]);
});

it('takes no ticker for all of them, and no largest age for none', () => {
  expect(runSettings({ symbols: null, window: { maxAgeMs: null } })).toEqual([
    { name: 'symbols', value: 'all tickers' },
    { name: 'window.maxAgeMs', value: 'none' },
  ]);
});
