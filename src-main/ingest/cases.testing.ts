/** Files in the shapes that programs and publishers leave them in, and what must become of each; worked out by hand. */

/** What is seen after an import: only what a case states is compared. */
export interface Seen {
  accepted: number;
  duplicate: number;
  rejected: number;
  documents: number;
  /** ISO times of the first and the last document. */
  first: string | null;
  last: string | null;
  /** Documents with a time, an author, verified. */
  timed: number;
  authored: number;
  verified: number;
  /** Documents by author, mentions by ticker, labels by value whatever their scheme. */
  authors: Record<string, number>;
  tickers: Record<string, number>;
  mentions: number;
  labels: Record<string, number>;
  /** Companies that have a name. */
  names: number;
  links: string[];
  /** Closing prices by ticker: how many, the least, the greatest, the first and the last day. */
  prices: Record<string, [rows: number, min: number, max: number, first: string, last: string]>;
  /** Volumes, the least and the greatest. */
  volumes: [number, number];
  texts: string[];
  notes: readonly string[];
}

export interface Case {
  file: string;
  /** More than one way to read a file make more than one case. */
  name?: string;
  /** How it is asked to be read. */
  reading?: object;
  /** Files that are imported before it. */
  after?: readonly string[];
  expected: Partial<Seen>;
  /** What no table of values says; mistakes. */
  check?: (seen: Seen) => string[];
  /** Whether a question is as good as the right reading. */
  orAsked?: true;
  /** Answers to the question that may be asked first; with them the file must be read. */
  answers?: object;
}

const first = '2018-07-09T08:00:00.000Z';
const last = '2018-07-10T05:35:00.000Z';
const fourTickers = { ACME: 9, BOLT: 9, CRUX: 9, DYNE: 9 };
/** Of 36 texts with authors in turn. */
const fiveAuthors = { desk0: 8, desk1: 7, desk2: 7, desk3: 7, desk4: 7 };
const threeClasses = { negative: 12, neutral: 12, positive: 12 };
const accepted = { accepted: 36, duplicate: 0, rejected: 0, documents: 36 };
const tweets = { ...accepted, first, last, timed: 36, tickers: fourTickers, mentions: 36 };
const stockerbot: Partial<Seen> = {
  ...tweets,
  verified: 6,
  authors: fiveAuthors,
  names: 4,
  links: Array.from({ length: 36 }, (_, i) => `https://news.example/${i}`),
};
/** Days, whose texts count as known when the day is over. */
const twoDays = { ...tweets, first: '2018-07-09T23:59:59.999Z', last: '2018-07-10T23:59:59.999Z' };
const twelve = { accepted: 12, rejected: 0 };
const [juneFirst, juneTwelfth] = ['2020-06-01', '2020-06-12'];

const texts = (what: string, isRight: (text: string) => boolean) => (seen: Seen) =>
  seen.texts
    .filter((text) => !isRight(text))
    .slice(0, 2)
    .map((text) => `${what}: ${text}`);
const beginWithCashtag = texts('a text without its beginning', (text) => /^\$[A-Z]+ \w/.test(text));
const noted = (pattern: RegExp) => (seen: Seen) =>
  seen.notes.some((note) => pattern.test(note)) ? [] : [`no note like ${String(pattern)}`];

export const cases: readonly Case[] = [
  {
    file: 'stockerbot-clean_text-label-0-1-2.csv',
    expected: { ...stockerbot, labels: { '0': 12, '1': 12, '2': 12 } },
    check: (seen) => {
      const whole = seen.texts.filter((text) => text.includes(', they said, twice'));
      return [
        ...beginWithCashtag(seen),
        ...(whole.length === 12 ? [] : [`${whole.length} texts with commas`]),
      ];
    },
  },
  { file: 'stockerbot-pandas-index.csv', expected: stockerbot, check: beginWithCashtag },
  {
    file: 'tweets-id-created_at-text-user.csv',
    expected: { ...accepted, first, last, timed: 36, authors: fiveAuthors },
    check: beginWithCashtag,
  },
  { file: 'stockerbot-semicolon.csv', expected: stockerbot, check: beginWithCashtag },
  { file: 'stockerbot-semicolon.original.csv', expected: stockerbot, check: beginWithCashtag },
  {
    file: 'stockerbot-semicolon.original.csv',
    name: 'stockerbot-semicolon.original.csv after the copy with semicolons',
    after: ['stockerbot-semicolon.csv'],
    expected: { ...stockerbot, accepted: 0, duplicate: 36 },
  },
  {
    file: 'stockerbot-semicolon.csv',
    name: 'stockerbot-semicolon.csv after the original',
    after: ['stockerbot-semicolon.original.csv'],
    expected: { ...stockerbot, accepted: 0, duplicate: 36 },
  },
  { file: 'stockerbot-mac-cr.csv', expected: stockerbot, check: beginWithCashtag },
  { file: 'labels-mac-cr.csv', expected: { ...accepted, labels: threeClasses } },
  {
    file: 'phrasebank-at-label.txt',
    expected: { ...accepted, labels: threeClasses },
    check: texts('a text with its label', (text) => !text.includes('@')),
    orAsked: true,
  },
  {
    file: 'two-columns-date-news.csv',
    expected: {
      ...accepted,
      first: '2016-01-01T23:59:59.999Z',
      last: '2016-01-18T23:59:59.999Z',
      timed: 36,
      labels: {},
    },
    orAsked: true,
    answers: { columns: { time: ['Date'], text: ['News'] } },
  },
  { file: 'time-9-July-2018.csv', expected: twoDays },
  { file: 'time-Jul-09-2018.csv', expected: twoDays },
  { file: 'time-09-Jul-18.csv', expected: twoDays },
  {
    file: 'time-clock-ET-weekday.csv',
    expected: { ...tweets, first: '2018-07-09T12:00:00.000Z', last: '2018-07-10T09:35:00.000Z' },
    orAsked: true,
    answers: { zone: 'America/New_York' },
  },
  { file: 'time-yyyymmddhhmm.csv', expected: tweets },
  {
    file: 'names-post_date-writer-ticker_symbol.csv',
    expected: { ...tweets, authors: fiveAuthors },
    check: beginWithCashtag,
  },
  { file: 'names-stock-name.csv', expected: { ...tweets, names: 4 }, check: beginWithCashtag },
  { file: 'date-and-time-columns.csv', expected: tweets },
  {
    file: 'date-and-time-columns.csv',
    name: 'date-and-time-columns.csv with both columns named',
    reading: { columns: { time: ['Date', 'Time'], text: ['Headline'], ticker: ['Ticker'] } },
    expected: tweets,
  },
  {
    file: 'all_stocks_5yr.csv',
    expected: { accepted: 36, rejected: 0 },
    check: ({ prices }) => {
      const rows = Object.entries(prices).map(([ticker, [count]]) => `${ticker} ${count}`);
      const [, min, max] = prices['ALL'] ?? [0, 0, 0];
      const right = rows.join() === 'AAL 12,AAPL 12,ALL 12' && min === 91 && max === 102;
      return right ? [] : [`${rows.join()}; ALL ${min} to ${max}`];
    },
  },
  // What only the name of a file says is not enough for a ticker that nothing else knows.
  {
    file: 'BRK-B.csv',
    expected: { ...twelve, prices: { 'BRK-B': [12, 101, 112, juneFirst, juneTwelfth] } },
    orAsked: true,
    answers: { ticker: 'BRK-B' },
  },
  {
    file: 'ACME-decimal-comma-3.csv',
    expected: { ...twelve, prices: { ACME: [12, 1.205, 1.315, juneFirst, juneTwelfth] } },
    orAsked: true,
    answers: { ticker: 'ACME', decimal: 'comma' },
  },
  {
    file: 'ACME-decimal-comma-2.csv',
    expected: {
      accepted: 14,
      rejected: 0,
      prices: { ACME: [14, 121.75, 134.75, juneFirst, '2020-06-14'] },
    },
    orAsked: true,
    answers: { ticker: 'ACME' },
  },
  {
    file: 'ACME Historical Data.csv',
    expected: {
      accepted: 20,
      rejected: 0,
      prices: { ACME: [20, 1201.25, 1220.25, '2021-03-12', '2021-03-31'] },
      volumes: [1_500_000, 1_690_000],
    },
    orAsked: true,
    answers: { ticker: 'ACME' },
  },
  {
    file: 'yfinance-one-ticker.csv',
    expected: { ...twelve, prices: { ACME: [12, 251, 262, juneFirst, juneTwelfth] } },
  },
  {
    file: 'yfinance-two-tickers.csv',
    expected: {
      rejected: 0,
      prices: {
        ACME: [12, 251, 262, juneFirst, juneTwelfth],
        BOLT: [12, 21, 32, juneFirst, juneTwelfth],
      },
    },
  },
  {
    file: 'prices-adjusted-one-ulp.csv',
    expected: {
      accepted: 40,
      rejected: 0,
      prices: { ACME: [40, 60.60873, 97.898319, juneFirst, '2020-07-10'] },
    },
  },
  {
    file: 'twitter-v2-pages.jsonl',
    expected: { ...accepted, first, last, timed: 36 },
    check: beginWithCashtag,
  },
  { file: 'tweets-json-array.json', expected: tweets, check: beginWithCashtag },
  {
    file: 'labels-float-polarity.csv',
    expected: {},
    check: noted(/\b36\b/),
    orAsked: true,
  },
  {
    file: 'labels-zero-one-float.csv',
    expected: { accepted: 24, rejected: 0, labels: { negative: 12, positive: 12 } },
  },
  { file: 'labels-nan.csv', expected: { labels: { negative: 9, neutral: 9, positive: 12 } } },
  {
    file: 'labels-gbk.csv',
    name: 'labels-gbk.csv in its encoding',
    reading: { encoding: 'gbk' },
    expected: { accepted: 6, labels: { neg: 3, pos: 3 } },
    check: (seen) => (seen.texts[0] === '平安银行业绩超预期股价上涨' ? [] : [`${seen.texts[0]}`]),
  },
  {
    file: 'labels-gbk.csv',
    expected: {},
    check: noted(/utf-8/i),
    orAsked: true,
    answers: { encoding: 'gbk' },
  },
  {
    file: 'labels-mac-roman.csv',
    name: 'labels-mac-roman.csv in its encoding',
    reading: { encoding: 'macintosh' },
    expected: { ...accepted, labels: threeClasses },
    check: texts('a text in another encoding', (text) => /^“.*north|coast|south.*” – café$/.test(text)),
  },
  {
    file: 'labels-mac-roman.csv',
    expected: {},
    check: noted(/utf-8/i),
    orAsked: true,
    answers: { encoding: 'macintosh' },
  },
  {
    file: 'tickers-caret-colon.csv',
    expected: { ...accepted, mentions: 36 },
    check: ({ tickers }) => {
      const counts = Object.values(tickers);
      return counts.length === 9 && counts.every((count) => count === 4) ? [] : [JSON.stringify(tickers)];
    },
  },
  {
    file: 'tickers-python-list.csv',
    expected: { ...accepted, mentions: 72, tickers: { ...fourTickers, EMBR: 36 } },
  },
];
