import { expect, it } from 'vitest';
import { tickersAsTyped, typedTickers } from './tickers.ts';

it('tickers are read as people type them', () => {
  expect(typedTickers('$goog, msft;BRK.B goog,')).toEqual(['GOOG', 'MSFT', 'BRK.B']);
  expect(typedTickers(' $ , ')).toBeNull();
});

it('what is shown is read as the same tickers again', () => {
  for (const symbols of [null, ['GS'], ['GS', 'MS']]) {
    expect(typedTickers(tickersAsTyped(symbols))).toEqual(symbols);
  }
});
