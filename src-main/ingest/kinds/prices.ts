import { basename } from 'node:path';
import { dateOrderOf } from '../date-order.ts';
import { priceRow } from '../price-rows.ts';
import { PriceSink, keptPriceSchema } from '../price-sink.ts';
import { columnOf } from '../table.ts';
import { TableReader } from '../table-reader.ts';
import { retaken } from '../retaken.ts';
import type { Question, TableKind } from './kind.ts';
import { tableFile, tableOptions } from './table-kind.ts';

/** Prices by day, of the tickers in a column or of one ticker. */
export const prices: TableKind<'prices'> = {
  form: 'table',
  name: 'prices',
  title: 'prices',
  description: 'prices',
  roles: ['time', 'ticker', 'open', 'high', 'low', 'close', 'adjusted', 'volume'],
  needs: ['time', 'close'],
  recognise: ({ time, close }) => time !== undefined && close !== undefined,
  readsLines: false,
  retaken: retaken(keptPriceSchema, (store, source) => new PriceSink(store, source)),
  options: (sample) => tableOptions(prices, sample),
  open(table, sample) {
    const { dates, questions } = dateOrderOf(table, sample);
    const { ticker, ...ofTicker } =
      columnOf(table, 'ticker') === -1
        ? tickerOfFile(sample.path, sample.reading.ticker)
        : { ticker: null, settings: [], questions: [], assumptions: [] };
    const row = priceRow(table, dates, ticker);
    return tableFile(table, {
      kind: prices,
      row,
      settings: [...(columnOf(table, 'time') === -1 ? [] : ['dates' as const]), ...ofTicker.settings],
      questions: [...questions, ...ofTicker.questions],
      assumptions: ofTicker.assumptions,
      store: (target) => target.pump(new TableReader(table, row), new PriceSink(target.store, target.source)),
    });
  },
};

/** Lets rows be looked at while their ticker is not known; nothing is stored before the question for it is answered. */
const UNKNOWN_TICKER = 'TICKER';

const whichTicker: Question = {
  message: 'it has the prices of one ticker, but does not name it.',
  remedies: [{ setting: 'ticker', values: [] }],
};

/** The ticker of a table without a column of tickers: as the user says, or as its name does. */
function tickerOfFile(path: string, given: string | null) {
  const settings = ['ticker' as const];
  if (given !== null) return { ticker: given, settings, questions: [], assumptions: [`prices of ${given}`] };
  const named = tickerOfName(path);
  return named === null
    ? { ticker: UNKNOWN_TICKER, settings, questions: [whichTicker], assumptions: [] }
    : { ticker: named, settings, questions: [], assumptions: [`prices of ${named}, going by the file name`] };
}

/** Words that files of prices are named after. */
const NO_TICKERS = new Set([
  'PRICE',
  'DAILY',
  'STOCK',
  'DATA',
  'HIST',
  'QUOTE',
  'OHLC',
  'OHLCV',
  'TABLE',
  'FILE',
  'TEST',
]);

/** The ticker that a file is named after (`spy-daily.csv`), or null. */
function tickerOfName(path: string): string | null {
  const word = /^([A-Za-z]{1,5})(?![A-Za-z])/.exec(basename(path))?.[1]?.toUpperCase() ?? null;
  return word === null || NO_TICKERS.has(word) ? null : word;
}
