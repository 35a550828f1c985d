import { basename } from 'node:path';

/** Words that files of prices are named after, or that stand for a market and not for a ticker. */
const NO_TICKERS = new Set(
  (
    'A I ALL MY NEW OLD THE FULL TRAIN VALID TEST DEV DATA FILE TABLE TEMP EXPORT OUTPUT OUT COPY MAIN BASE ' +
    'PRICE PRICES STOCK STOCKS SHARE SHARES QUOTE QUOTES MARKET INDEX INDICES FUND ETF ETFS FX FOREX CRYPTO ' +
    'HIST HISTORY OHLC OHLCV EOD DAILY DAY WEEKLY WEEK MONTHLY YEAR CLOSE OPEN HIGH LOW LAST VOLUME VALUE ' +
    'ADJ ADJUSTED RAW PREV AVG TOTAL CSV TSV JSON TXT US USA UK EU EUR USD GBP JPY NYSE NASDAQ AMEX LSE SP DOW'
  ).split(' '),
);

/** Words that follow a ticker in the name of a file, besides numbers. */
const FOLLOWING = new Set(
  'daily weekly monthly day price prices stock history historical data ohlc ohlcv eod quotes us csv'.split(
    ' ',
  ),
);

const CAPITALS = /^\^?(?=.*[A-Z])[A-Z0-9]{1,6}(?:[.=-][A-Z0-9]{1,4})?$/;

/** Whether a word is a ticker, as far as its letters show: capitals, and no word that is usual in such places. */
export function looksLikeTicker(word: string): boolean {
  return CAPITALS.test(word) && !NO_TICKERS.has(word);
}

/**
 * The ticker that a file is named after (`BRK-B.csv`, `spy-daily.csv`), or null where that is not sure. In small
 * letters only a ticker that is known is taken: `full history.csv` and `train.csv` are named after none.
 */
export function tickerOfName(path: string, isKnown: (symbol: string) => boolean): string | null {
  const stem = basename(path)
    .replace(/\.(?:gz|zst|zip)$/i, '')
    .replace(/\.[A-Za-z]{2,6}$/, '')
    .replace(/\s*\(\d+\)$/, '')
    .trim();
  for (const [word, rest] of beginnings(stem)) {
    if (looksLikeTicker(word) && (rest.length === 0 || (word.length > 1 && !rest.some(isCapital))))
      return word;
    const upper = word.toUpperCase();
    if (NO_TICKERS.has(upper) || !isKnown(upper)) continue;
    if (rest.every((part) => /^\d+$/.test(part) || FOLLOWING.has(part.toLowerCase()))) return upper;
  }
  return null;
}

/** The beginnings of a name with the words after each, the longest first. A class of shares stays with its ticker. */
function beginnings(stem: string): [word: string, rest: string[]][] {
  const found: [string, string[]][] = [[stem, []]];
  for (const { index } of [...stem.matchAll(/[\s_.-]+/g)].toReversed()) {
    const rest = stem
      .slice(index)
      .split(/[\s_.-]+/)
      .filter((part) => part !== '');
    if (index > 0 && !/^[A-Za-z]{1,2}$/.test(rest[0] ?? '')) found.push([stem.slice(0, index), rest]);
  }
  return found;
}

/** Whether a word could be a ticker too, so that it is not clear which of the words is the one. */
function isCapital(word: string): boolean {
  return /[A-Z]/.test(word) && !/[a-z]/.test(word);
}
