import { type NameOf, withValue } from '../../src-main/api/class-names.ts';
import type { TickersAdequacy } from '../../src-main/api/types.ts';
import { formatDay } from '../format/time.ts';

export const tickerColumns = [
  'ticker',
  'labelled',
  'with_full_window',
  'classes',
  'first_day',
  'last_day',
  'tested',
  'accuracy_half_width',
  'detectable_difference',
  'alone',
] as const;

/** What is known of each ticker, as a file has it. */
export function tickerRows({ tickers }: TickersAdequacy, nameOf: NameOf): (string | number | null)[][] {
  return tickers.map(({ symbol, labelled, withEarlier, classes, firstAt, lastAt, test, alone }) => [
    symbol,
    labelled,
    withEarlier,
    classes.map(({ value, count }) => `${withValue(value, nameOf)}: ${count}`).join('; '),
    firstAt === null ? null : formatDay(firstAt),
    lastAt === null ? null : formatDay(lastAt),
    test.texts,
    test.halfWidth,
    test.difference,
    alone ? 'yes' : 'no',
  ]);
}
