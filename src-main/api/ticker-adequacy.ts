/** Which tickers have labels enough to train on alone, and what the test part of each could show. */
import { contextWindows } from '../context/window.ts';
import type { ContextSpec } from '../context/spec.ts';
import { leastClasses, leastLabels } from '../recipes/texts/label-needs.ts';
import { type LabelledDocument, labelledDocuments } from '../store/labels.ts';
import type { ReadableStore } from '../store/store.ts';
import { classCounts, firstOfGroups, symbolsOfLabelled } from '../store/training-data.ts';
import type { LabelCounts } from '../store/types.ts';
import type { TestPartPower } from '../study/statistics/test-part-power.ts';
import { expectedTestPart, timesOf } from './expected-test-part.ts';

/** What there is to learn from of one ticker. */
export interface TickerAdequacy extends Omit<LabelCounts, 'n'> {
  symbol: string;
  /** Whether a training on this ticker alone would start. */
  alone: boolean;
  test: TestPartPower;
}

export interface TickersAdequacy {
  scheme: string;
  /** How many texts the window holds; 0: none is read. */
  n: number;
  /** Labelled texts and classes without which no training starts. */
  least: { labels: number; classes: number };
  /** Tickers with a labelled text, those with the most first. */
  tickers: TickerAdequacy[];
}

/** @param window null: no window is read */
export function tickersAdequacy(
  store: ReadableStore,
  { scheme, window, testShare }: { scheme: string; window: ContextSpec | null; testShare: number },
): TickersAdequacy {
  const rows = labelledDocuments(store, scheme, null);
  const symbols = symbolsOfLabelled(store, scheme);
  const full = window === null ? null : fullWindows(store, rows, window);
  const byTicker = new Map<string, LabelledDocument[]>();
  for (const row of rows) {
    for (const symbol of symbols.get(row.document) ?? []) {
      const own = byTicker.get(symbol);
      if (own) own.push(row);
      else byTicker.set(symbol, [row]);
    }
  }
  const tickers = [...byTicker].map(([symbol, own]): TickerAdequacy => {
    const texts = firstOfGroups(own);
    const classes = classCounts(texts);
    return {
      symbol,
      labelled: texts.length,
      documents: own.length,
      classes,
      withEarlier: full ? texts.filter(({ document }) => full.has(document)).length : texts.length,
      ...timesOf(texts),
      alone: texts.length >= leastLabels && classes.length >= leastClasses,
      // Of one ticker, each text is one of it, whichever other tickers it mentions.
      test: expectedTestPart(texts, new Map(texts.map(({ document }) => [document, [symbol]])), testShare),
    };
  });
  return {
    scheme,
    n: window?.n ?? 0,
    least: { labels: leastLabels, classes: leastClasses },
    tickers: tickers.sort((a, b) => b.labelled - a.labelled || (a.symbol < b.symbol ? -1 : 1)),
  };
}

function fullWindows(
  store: ReadableStore,
  rows: readonly LabelledDocument[],
  window: ContextSpec,
): Set<number> {
  const ids = rows.map(({ document }) => document);
  const { offsets } = contextWindows(store, ids, window);
  return new Set(ids.filter((_, index) => window.n === offsets[index + 1]! - offsets[index]!));
}
