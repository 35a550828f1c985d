/** Files of known content in drawn shapes: what programs differ in when they write the same rows. */
import * as fc from 'fast-check';
import { encoded, wordsFor } from './drawn-encodings.testing.ts';
import { type DrawnTime, timeForms } from './drawn-times.testing.ts';

/** A row of texts, and what may be stored of it. */
export interface DrawnText {
  text: string;
  /** ms UTC */
  at: number;
  author: string;
  tickers: readonly string[];
  /** How its class may be called. */
  labels: readonly string[];
  verified: boolean;
  url: string;
}

export interface DrawnPrice {
  ticker: string;
  day: string;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/** A file, what its rows mean, and what is peculiar about it. */
export interface DrawnFile {
  name: string;
  bytes: Buffer;
  /** How it is asked to be read. */
  reading: object;
  /** Peculiarities, as `time: ...` or `form: ...`, in the order in which they are likely to matter. */
  features: readonly string[];
  texts: readonly DrawnText[];
  prices: readonly DrawnPrice[];
  /** Roles that a column of the file has. */
  holds: ReadonlySet<string>;
}

/** What a file is made of besides its rows. */
interface Shape {
  delimiter: string;
  quotes: 'minimal' | 'all' | 'none';
  lineEnd: string;
  lastEnd: boolean;
  encoding: string;
  heading: boolean;
}

const encodings = [
  'utf-8',
  'utf-8 bom',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1251',
  'macintosh',
  'gbk',
  'shift_jis',
];

const shape: fc.Arbitrary<Shape> = fc.record({
  delimiter: fc.constantFrom(',', ',', ';', '\t', '|'),
  quotes: fc.constantFrom('minimal', 'minimal', 'all', 'none'),
  lineEnd: fc.constantFrom('\n', '\n', '\r\n', '\r'),
  lastEnd: fc.boolean(),
  encoding: fc.constantFrom(...encodings, 'utf-8', 'utf-8', 'utf-8'),
  heading: fc.constantFrom(true, true, true, true, false),
});

/** Headings as people have them; the first of each is the plainest. */
const headings = {
  text: ['text', 'Tweet', 'Headline', 'title', 'content', 'body', 'Sentence', 'full_text', 'message'],
  time: ['timestamp', 'Date', 'datetime', 'created_at', 'published_at', 'post_date', 'pubDate', 'Time'],
  author: ['author', 'user', 'username', 'screen_name', 'writer', 'source'],
  ticker: ['ticker', 'Symbol', 'symbols', 'ticker_symbol', 'Stock Name', 'stock'],
  label: ['label', 'sentiment', 'Sentiment', 'class', 'target'],
} as const;
type Role = keyof typeof headings;

const classes = [
  {
    feature: 'names',
    values: ['positive', 'negative', 'neutral'],
    means: [['positive'], ['negative'], ['neutral']],
  },
  {
    feature: 'names in capitals',
    values: ['POS', 'NEG', 'POS'],
    means: [
      ['POS', 'pos', 'positive'],
      ['NEG', 'neg', 'negative'],
    ],
  },
  {
    feature: '0 and 1',
    values: ['0', '1', '1'],
    means: [
      ['0', 'negative'],
      ['1', 'positive'],
    ],
  },
  { feature: '0, 1 and 2', values: ['0', '1', '2'], means: [['0', 'negative'], ['1', 'positive'], ['2']] },
  {
    feature: '0.0 and 1.0',
    values: ['0.0', '1.0', '1.0'],
    means: [
      ['0', 'negative'],
      ['1', 'positive'],
    ],
  },
  {
    feature: 'case',
    values: ['Positive', 'positive', 'negative'],
    means: [['positive', 'Positive'], ['positive', 'Positive'], ['negative']],
  },
] as const;

const tickerLists = {
  plain: (tickers: readonly string[]) => tickers[0]!,
  cashtag: (tickers: readonly string[]) => `$${tickers[0]!}`,
  'list with bars': (tickers: readonly string[]) => tickers.join('|'),
  'list with semicolons': (tickers: readonly string[]) => tickers.join(';'),
  'list of Python': (tickers: readonly string[]) => `[${tickers.map((ticker) => `'${ticker}'`).join(', ')}]`,
} as const;
const known = ['ACME', 'BOLT', 'CRUX', 'DYNE', 'EMBR', 'BRK.B'];

/** A word of letters that no other row has, since texts are matched by their letters. */
function letters(number: number): string {
  let [word, rest] = ['', number];
  for (let i = 0; i < 5; i++) {
    word = String.fromCodePoint(97 + (rest % 26)) + word;
    rest = Math.floor(rest / 26);
  }
  return `q${word}q`;
}

let rowsDrawn = 0;

const sentence = fc.record({
  start: fc.constantFrom('', '$ACME ', '@desk ', 'RT ', '“', "it's "),
  words: fc.array(fc.nat(999), { minLength: 3, maxLength: 8 }),
  marks: fc.array(
    fc.constantFrom(',', ';', ' "so"', '.', '!', ' 12%', ' - ', ':', ' $1,105', ' |', '\n', '?'),
    { maxLength: 3 },
  ),
});

interface DrawnSentence {
  start: string;
  words: number[];
  marks: string[];
}

function written({ start, words, marks }: DrawnSentence, encoding: string): string {
  const vocabulary = wordsFor(encoding);
  const texts = words.map((word, i) => `${vocabulary[word % vocabulary.length]!}${marks[i] ?? ''}`);
  return `${start === '“' && vocabulary[0] !== 'café' ? '' : start}${texts.join(' ')} ${letters(rowsDrawn++)}`.trim();
}

/** A text that needs no quotes, where none are written. */
function plain(text: string, delimiter: string): string {
  return text.replaceAll(/["\n]/g, '').replaceAll(delimiter, ' ').replaceAll(/\s+/g, ' ');
}

const row = fc.record({
  sentence,
  minutes: fc.integer({ min: 0, max: 5_258_880 }),
  author: fc.nat(4),
  tickers: fc.uniqueArray(fc.constantFrom(...known), { minLength: 2, maxLength: 2 }),
  label: fc.nat(2),
  verified: fc.boolean(),
});

/** Minutes since 2010-01-01, so that all are before 2020. */
const epoch = Date.UTC(2010, 0, 1);

/** Rows of texts with some of a time, an author, tickers and a label, in any order of columns. */
export const textFile: fc.Arbitrary<DrawnFile> = fc
  .record({
    shape,
    rows: fc.array(row, { minLength: 6, maxLength: 12 }),
    roles: fc.shuffledSubarray(['time', 'author', 'ticker', 'label'] as const, { minLength: 1 }),
    textAt: fc.nat(4),
    names: fc.record({
      text: fc.nat(20),
      time: fc.nat(20),
      author: fc.nat(20),
      ticker: fc.nat(20),
      label: fc.nat(20),
    }),
    time: fc.constantFrom(...timeForms),
    classes: fc.constantFrom(...classes),
    list: fc.constantFrom(
      'plain',
      'plain',
      'cashtag',
      'list with bars',
      'list with semicolons',
      'list of Python',
    ),
    extra: fc.constantFrom('none', 'none', 'index', 'id', 'language'),
    name: fc.constantFrom('tweets.csv', 'full history.csv', 'train.csv', 'ABC.csv', 'posts.tsv'),
  })
  .map((drawn) => textsIn(drawn, drawn.shape));

interface DrawnTexts {
  rows: {
    sentence: DrawnSentence;
    minutes: number;
    author: number;
    tickers: string[];
    label: number;
    verified: boolean;
  }[];
  roles: Exclude<Role, 'text'>[];
  textAt: number;
  names: Record<Role, number>;
  time: DrawnTime;
  classes: (typeof classes)[number];
  list: keyof typeof tickerLists;
  extra: 'none' | 'index' | 'id' | 'language';
  name: string;
}

function textsIn(drawn: DrawnTexts, shape: Shape): DrawnFile {
  const { roles, time, classes: set, list } = drawn;
  const isList = list.startsWith('list');
  const content = drawn.rows.map((of): DrawnText & { label: string } => {
    const value = set.values[of.label]!;
    const text = written(of.sentence, shape.encoding);
    return {
      text: shape.quotes === 'none' ? plain(text, shape.delimiter) : text,
      at: time.means(epoch + of.minutes * 60_000),
      author: `desk${of.author}`,
      tickers: isList ? of.tickers : of.tickers.slice(0, 1),
      label: value,
      labels: set.means[set.values.findIndex((known) => known === value)]!,
      verified: false,
      url: '',
    };
  });
  const columns: Role[] = [...roles];
  columns.splice(drawn.textAt, 0, 'text');
  const nameOf = (role: Role) => headings[role][drawn.names[role] % headings[role].length]!;
  const fields = content.map((of, i) => {
    const cells: Record<Role, string> = {
      text: of.text,
      time: time.write(epoch + drawn.rows[i]!.minutes * 60_000),
      author: of.author,
      ticker: tickerLists[list](of.tickers),
      label: of.label,
    };
    return columns.map((role) => cells[role]);
  });
  const heading: string[] = columns.map(nameOf);
  if (drawn.extra !== 'none') {
    const cell = (i: number) =>
      ({ none: '', index: String(i), id: String(1000 + i), language: 'en' })[drawn.extra];
    heading.unshift({ none: '', index: '', id: 'id', language: 'lang' }[drawn.extra]);
    for (const [i, of] of fields.entries()) of.unshift(cell(i));
  }
  return {
    name: drawn.name,
    ...file([...(shape.heading ? [heading] : []), ...fields], shape),
    features: [
      ...featuresOf(shape),
      ...(roles.includes('time') ? [`time: ${time.name}`, `heading: ${nameOf('time')}`] : []),
      ...(roles.includes('label') ? [`labels: ${set.feature}`] : []),
      ...(roles.includes('ticker') ? [`tickers: ${list}`, `heading: ${nameOf('ticker')}`] : []),
      ...(roles.includes('author') ? [`heading: ${nameOf('author')}`] : []),
      `heading: ${nameOf('text')}`,
      `column: ${drawn.extra}`,
      ...(roles.length === 1 && !roles.includes('label') ? ['two columns without labels'] : []),
    ],
    texts: content,
    prices: [],
    holds: new Set(columns),
  };
}

const stockerbotHeading = [
  'id',
  'text',
  'timestamp',
  'source',
  'symbols',
  'company_names',
  'url',
  'verified',
];

/** The StockerBot export, or a copy of it: quoted or not, with columns before or behind, in any delimiter. */
export const stockerbotFile: fc.Arbitrary<DrawnFile> = fc
  .record({
    shape,
    rows: fc.array(row, { minLength: 6, maxLength: 12 }),
    before: fc.boolean(),
    behind: fc.constantFrom('nothing', 'label', 'text and label'),
    name: fc.constantFrom('stockerbot-export.csv', 'tweets.csv', 'train.csv'),
    booleans: fc.constantFrom<[string, string]>(['True', 'False'], ['TRUE', 'FALSE'], ['true', 'false']),
  })
  .map(({ shape, rows, before, behind, name, booleans }) => {
    const twitter = timeForms.find((form) => form.name === 'Twitter');
    const content = rows.map((of, i): DrawnText => {
      const text = written(of.sentence, shape.encoding).replaceAll('\n', ' ');
      return {
        text: shape.quotes === 'none' && shape.delimiter !== ',' ? plain(text, shape.delimiter) : text,
        at: twitter!.means(epoch + of.minutes * 60_000),
        author: `desk${of.author}`,
        tickers: of.tickers.slice(0, 1),
        labels: behind === 'nothing' ? [] : [String(of.label)],
        verified: of.verified,
        url: `https://news.example/${i}`,
      };
    });
    const heading = [...stockerbotHeading];
    const fields = content.map((of, i) => [
      `10${i}000000000`,
      of.text,
      twitter!.write(of.at),
      of.author,
      of.tickers[0]!,
      'Some Company',
      of.url,
      of.verified ? booleans[0] : booleans[1],
    ]);
    if (before) {
      heading.unshift('');
      for (const [i, cells] of fields.entries()) cells.unshift(String(i));
    }
    if (behind === 'text and label') {
      heading.push('clean_text');
      for (const cells of fields) cells.push('words without marks');
    }
    if (behind !== 'nothing') {
      heading.push('label');
      for (const [i, cells] of fields.entries()) cells.push(content[i]!.labels[0]!);
    }
    return {
      name,
      ...file(
        [...(shape.heading ? [heading] : []), ...fields],
        shape,
        new Set(content.map(({ text }) => text)),
      ),
      features: [
        ...featuresOf(shape),
        'form: StockerBot',
        ...(before || behind !== 'nothing' ? ['form: StockerBot with more columns'] : []),
        ...(shape.delimiter === ',' ? [] : ['form: StockerBot with another delimiter']),
        ...(shape.quotes === 'none' && shape.delimiter === ',' ? ['form: StockerBot without quotes'] : []),
      ],
      texts: content,
      prices: [],
      holds: new Set(['text', 'time', 'author', 'ticker', 'url', 'verified']),
    };
  });

/** Texts that end in `@` and their class, as in PhraseBank. */
export const sentenceFile: fc.Arbitrary<DrawnFile> = fc
  .record({
    shape,
    rows: fc.array(row, { minLength: 6, maxLength: 12 }),
    name: fc.constantFrom('Sentences_75Agree.txt', 'sentences.txt', 'texts.csv'),
  })
  .map(({ shape, rows, name }) => {
    const [set] = classes;
    const content = rows.map((of): DrawnText => {
      return {
        text: written(of.sentence, shape.encoding)
          .replaceAll(/["@\n\t]/g, ' ')
          .trim(),
        at: 0,
        author: '',
        tickers: [],
        labels: set.means[of.label]!,
        verified: false,
        url: '',
      };
    });
    const lines = content.map((of, i) => [`${of.text}@${set.values[rows[i]!.label]!}`]);
    return {
      name,
      ...file(lines, { ...shape, quotes: 'none' }, new Set(lines.flat())),
      features: [
        ...featuresOf({ ...shape, delimiter: '@', quotes: 'none', heading: true }),
        'form: sentence@label',
      ],
      texts: content,
      prices: [],
      holds: new Set(['text', 'label']),
    };
  });

const numbers = {
  point: (value: number) => value.toFixed(2),
  thousands: (value: number) =>
    value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  comma: (value: number) => value.toFixed(2).replace('.', ','),
  'comma, three places': (value: number) => value.toFixed(3).replace('.', ','),
} as const;

/** Days of prices of one ticker or two, the ticker in a column. */
export const priceFile: fc.Arbitrary<DrawnFile> = fc
  .record({
    shape,
    start: fc.integer({ min: 0, max: 3000 }),
    days: fc.integer({ min: 6, max: 12 }),
    close: fc.integer({ min: 120, max: 250_000 }),
    moves: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 24, maxLength: 24 }),
    tickers: fc.constantFrom(['ACME'], ['ACME', 'BOLT'], ['BRK-B']),
    tickerName: fc.constantFrom('Symbol', 'ticker', 'Name', 'Stock'),
    format: fc.constantFrom('point', 'point', 'thousands', 'comma', 'comma, three places'),
    volume: fc.constantFrom('digits', 'digits', 'M'),
    name: fc.constantFrom('prices.csv', 'full history.csv', 'train.csv', 'XYZ.csv'),
  })
  .map(({ shape, start, days, close, moves, tickers, tickerName, format, volume, name }) => {
    const content = tickers.flatMap((ticker, t) =>
      Array.from({ length: days }, (_, i): DrawnPrice => {
        // Hundredths, which move by under a tenth from day to day.
        const of = close + Math.round((close * moves[(t * 12 + i) % 24]!) / 1000) + t;
        return {
          ticker,
          day: new Date(epoch + (start + i) * 86_400_000).toISOString().slice(0, 10),
          open: (of + 1) / 100,
          high: (of + 5) / 100,
          low: (of - 5) / 100,
          close: of / 100,
          volume: 1_000_000 + 10_000 * i,
        };
      }),
    );
    const number = numbers[format];
    const fields = content.map((of) => [
      of.day,
      of.ticker,
      ...[of.open, of.high, of.low, of.close].map((value) => number(value)),
      volume === 'M' ? `${(of.volume / 1e6).toFixed(2)}M` : String(of.volume),
    ]);
    const heading = ['Date', tickerName, 'Open', 'High', 'Low', 'Close', 'Volume'];
    return {
      name,
      ...file([heading, ...fields], shape),
      features: [
        ...featuresOf({ ...shape, heading: true }),
        'form: prices',
        `prices: ${format}`,
        `volume: ${volume}`,
        `ticker: ${tickerName}`,
      ],
      texts: [],
      prices: content,
      holds: new Set<string>(),
    };
  });

function featuresOf({ delimiter, quotes, lineEnd, encoding, heading }: Shape): string[] {
  return [
    `line end: ${JSON.stringify(lineEnd)}`,
    `encoding: ${encoding}`,
    `delimiter: ${JSON.stringify(delimiter)}`,
    `quotes: ${quotes}`,
    ...(heading ? [] : ['without heading']),
  ];
}

/** @param mayBeBare fields that are written without quotes although they have the delimiter, as StockerBot does */
function file(
  rows: readonly (readonly string[])[],
  { delimiter, quotes, lineEnd, lastEnd, encoding }: Shape,
  mayBeBare: ReadonlySet<string> = new Set(),
) {
  const needs = new RegExp(`["\\n\\r${delimiter === '|' ? '\\|' : delimiter}]`);
  const cell = (value: string) =>
    quotes === 'all' || (needs.test(value) && (quotes === 'minimal' || !mayBeBare.has(value)))
      ? `"${value.replaceAll('"', '""')}"`
      : value;
  const text = rows.map((cells) => cells.map(cell).join(delimiter)).join(lineEnd) + (lastEnd ? lineEnd : '');
  return encoded(text, encoding);
}
