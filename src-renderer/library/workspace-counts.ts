import type { Overview } from '../../src-main/api/types.ts';
import { counted } from '../../src-main/counted.ts';
import { formatCount } from '../format/number.ts';
import { formatDayRange } from '../format/time.ts';

/** As many values of a scheme are named, the most frequent ones. */
const VALUES_SHOWN = 5;

/** What the workspace holds, each count with its name; a long one is in several parts. */
export function workspaceCounts(overview: Overview): { name: string; parts: string[] }[] {
  const { prices } = overview;
  const tickers = counted(prices.tickers, 'ticker');
  const priced = [`${counted(prices.rows, 'day')} of ${tickers}`, `${prices.firstDay} to ${prices.lastDay}`];
  return [
    { name: 'Texts', parts: [formatCount(overview.documents)] },
    { name: 'Tickers', parts: [formatCount(overview.companies)] },
    { name: 'Retweets', parts: [formatCount(overview.retweets)] },
    { name: 'Near-duplicates', parts: [formatCount(overview.nearDuplicates)] },
    { name: 'Rejected rows', parts: [formatCount(overview.rejects)] },
    { name: 'Period', parts: [formatDayRange(overview.firstAt, overview.lastAt)] },
    ...(prices.rows > 0 ? [{ name: 'Prices', parts: priced }] : []),
  ];
}

/** The label schemes, each with its most frequent values; the others are counted, and named in one line. */
export function schemeCounts(labels: Overview['labels'], nameOf: (scheme: string, value: string) => string) {
  return [...Map.groupBy(labels, ({ scheme }) => scheme)].map(([scheme, own]) => {
    const frequent = own.toSorted((a, b) => b.count - a.count);
    const others = frequent.slice(VALUES_SHOWN);
    return {
      scheme,
      shown: frequent
        .slice(0, VALUES_SHOWN)
        .map((label) => ({ ...label, name: nameOf(scheme, label.value) })),
      more: others.length,
      others: others.map(({ value, count }) => `${nameOf(scheme, value)}: ${formatCount(count)}`).join(', '),
    };
  });
}
