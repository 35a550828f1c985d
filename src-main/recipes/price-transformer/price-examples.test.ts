import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { priceParts } from './price-examples.ts';
import { priceTransformerConfigSchema } from '../../configs/price-transformer.ts';

const config = { recipe: 'price-transformer', values: 'raw', days: 2 } as const;

test('tickers without prices are named', () => {
  const asked = priceTransformerConfigSchema.parse({ ...config, symbols: ['ZZZZ', 'YYYY'] });
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
  expect(() => priceParts(store, priceTransformerConfigSchema.parse(config))).toThrow(
    'Only 1 day of prices can be used',
  );
});
