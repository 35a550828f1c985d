import type { NameOf } from '../../class-names.ts';
import { counted } from '../../counted.ts';
import type { TickerScores } from '../../study/scores-by-ticker.ts';
import { percent, score } from './format.ts';
import type { Output } from './output.ts';

/** Tickers that are shown; all of them are in the JSON. */
const shown = 10;

/** How well a run does on each ticker of its test part; nothing where there is one ticker or none. */
export function tickerTable(output: Output, tickers: readonly TickerScores[], nameOf: NameOf): void {
  if (tickers.length < 2) return;
  output.say('\nby ticker, with 95 % intervals of the accuracy:');
  output.table(
    tickers
      .slice(0, shown)
      .map(({ symbol, n, accuracy, low, high, macroF1, majority }) => [
        symbol,
        n,
        score(accuracy),
        `${score(low)} to ${score(high)}`,
        score(macroF1),
        `${nameOf(majority.value)} ${percent(majority.share)}`,
      ]),
    ['ticker', 'test texts', 'accuracy', '95 % interval', 'macro F1', 'most frequent class'],
  );
  if (tickers.length > shown)
    output.say(`(${counted(tickers.length - shown, 'more ticker')}; --json has all)`);
}
