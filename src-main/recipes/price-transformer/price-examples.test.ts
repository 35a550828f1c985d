import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { latestExample, leastDays, priceParts } from './price-examples.ts';
import { priceTransformer } from '../../configs/price-transformer.ts';

const config = { recipe: 'price-transformer', values: 'raw', days: 2 } as const;

test('tickers without prices are named', () => {
  const asked = priceTransformer.config.parse({ ...config, symbols: ['ZZZZ', 'YYYY'] });
  expect(() => priceParts(temporaryStore(), asked)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('Only 0 days of prices of ZZZZ, YYYY can be used'),
      remedies: [{ action: 'import', what: 'prices' }],
    }),
  );
});

test('one day of prices is told as one', async () => {
  const store = temporaryStore();
  const days = [2, 3, 4, 5].map((day) => `2018-01-0${day},GS,10,12,9,11,1000`);
  await importContent(store, 'p.csv', `Date,Symbol,Open,High,Low,Close,Volume\n${days.join('\n')}\n`);
  expect(() => priceParts(store, priceTransformer.config.parse(config))).toThrow(
    'Only 1 day of prices can be used',
  );
});

test.each([
  { values: 'raw', days: 2 },
  { values: 'relative', days: 5 },
  { values: 'raw', days: 1, testShare: 0.5, validShare: 0.3 },
])('with the fewest days a training starts, and with one fewer it does not: %o', async (settings) => {
  const asked = priceTransformer.config.parse({ recipe: 'price-transformer', ...settings });
  const least = leastDays(asked) ?? 0;
  const store = temporaryStore();
  const rows = Array.from({ length: least }, (_, day) => {
    const date = new Date(Date.UTC(2018, 0, 1 + day)).toISOString().slice(0, 10);
    return `${date},GS,10,12,9,${10 + (day % 2)},1000`;
  });
  const heading = 'Date,Symbol,Open,High,Low,Close,Volume';
  await importContent(store, 'fewer.csv', `${[heading, ...rows.slice(1)].join('\n')}\n`);
  expect(() => priceParts(store, asked)).toThrow('days of prices can be used');
  await importContent(store, 'enough.csv', `${[heading, ...rows].join('\n')}\n`);
  expect(() => priceParts(store, asked)).not.toThrow();
});

test('shares that leave nothing to train on have no fewest days', () => {
  const shares = { testShare: 0.5, validShare: 0.5 };
  expect(leastDays(priceTransformer.config.parse({ ...config, ...shares }))).toBeNull();
});

test('days without an adjusted price are left out beside days that have one', async () => {
  const store = temporaryStore();
  const asked = priceTransformer.config.parse({ ...config, days: 1 });
  const heading = 'Date,Symbol,Open,High,Low,Close,Adj Close,Volume\n';
  const rows = ['02,GS,10,12,9,11,5.5,1', '03,GS,10,12,9,11,,1', '04,GS,10,12,9,11,5.5,1'];
  await importContent(store, 'p.csv', heading + rows.map((row) => `2018-01-${row}\n`).join(''));
  const { example, known } = latestExample(store, 'GS', asked);
  // The adjusted close is half of the close, and so are the other prices.
  expect([known, ...(example?.values ?? [])]).toEqual([2, 5, 6, 4.5, 5.5, 1]);
});
