/** How well a run does on each ticker of its test part: trained on all of them, looked at one by one. */
import { documentsByIds } from '../store/documents.ts';
import { predictedRows } from '../store/predicted-rows.ts';
import type { ReadableStore } from '../store/store.ts';
import { scores } from '../training/metrics.ts';
import { wilsonInterval } from './statistics/wilson-interval.ts';

export interface TickerScores {
  symbol: string;
  /** Test texts that mention it. */
  n: number;
  accuracy: number;
  /** 95 % interval of the accuracy, if texts are independent. */
  low: number;
  high: number;
  /** Over the classes that its test texts have or were predicted to have. */
  macroF1: number;
  /** The most frequent class of its test texts, and the accuracy of always naming it: what has to be beaten. */
  majority: { value: string; share: number };
}

/**
 * Those with the most test texts first; a text that mentions several tickers counts for each. Empty where no test text is
 * a document with a ticker.
 */
export function scoresByTicker(store: ReadableStore, run: number): TickerScores[] {
  const tested = predictedRows(store, run).filter(({ part }) => part === 'test');
  const documents = documentsByIds(
    store,
    tested.flatMap(({ document }) => document ?? []),
  );
  const symbolsOf = new Map(documents.map(({ id, symbols }) => [id, symbols]));
  const byTicker = Map.groupBy(
    tested.flatMap(({ document, truth, predicted }) =>
      (symbolsOf.get(document ?? -1) ?? []).map((symbol) => ({ symbol, truth, predicted })),
    ),
    ({ symbol }) => symbol,
  );
  return [...byTicker]
    .map(([symbol, rows]) => ({ symbol, ...scoresOf(rows) }))
    .sort((a, b) => b.n - a.n || (a.symbol < b.symbol ? -1 : 1));
}

function scoresOf(rows: readonly { truth: string; predicted: string }[]): Omit<TickerScores, 'symbol'> {
  const classes = [...new Set(rows.flatMap(({ truth, predicted }) => [truth, predicted]))].sort();
  const { n, accuracy, macroF1, perClass } = scores(
    rows.map(({ truth }) => classes.indexOf(truth)),
    rows.map(({ predicted }) => classes.indexOf(predicted)),
    classes,
  );
  const most = perClass.reduce((best, one) => (one.support > best.support ? one : best));
  const [low, high] = wilsonInterval(Math.round(accuracy * n), n);
  return { n, accuracy, low, high, macroF1, majority: { value: most.value, share: most.support / n } };
}
