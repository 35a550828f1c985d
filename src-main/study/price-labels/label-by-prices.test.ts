import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { documentAttention } from '../../configs/document-attention.ts';
import { labelledParts } from '../../recipes/texts/labelled-texts.ts';
import { labelsInWords } from '../../results/label-facts.ts';
import { labelTable } from '../../store/label-table.ts';
import type { WritableStore } from '../../store/store.ts';
import { takeBackLabels } from '../take-back-labels.ts';
import { labelByPrices } from './label-by-prices.ts';
import { priceLabelSettingsSchema } from './settings.ts';

const tickers = ['AA', 'BB', 'CC', 'DD', 'EE', 'FF'];
const sessions = ['2018-07-09', '2018-07-10', '2018-07-11', '2018-07-12', '2018-07-13', '2018-07-16'];

/** @param of open and close of a ticker on a day */
function priceFile(
  of: (ticker: number, day: number) => readonly [open: number, close: number, adjusted?: number],
): string {
  const rows = tickers.flatMap((ticker, index) =>
    sessions.map((day, at) => {
      const [open, close, adjusted = close] = of(index, at);
      return `${day},${ticker},${open},${Math.max(open, close)},${Math.min(open, close)},${close},${adjusted},1000`;
    }),
  );
  return `Date,Symbol,Open,High,Low,Close,AdjClose,Volume\n${rows.join('\n')}\n`;
}

async function workspace(
  of: Parameters<typeof priceFile>[0],
  texts: readonly (readonly [time: string, ticker: string, words: string])[],
): Promise<WritableStore> {
  const store = temporaryStore();
  await importContent(store, 'prices.csv', priceFile(of));
  const rows = texts.map(([time, ticker, words]) => `${time},${ticker},${words}`);
  await importContent(store, 'texts.csv', `date,ticker,text\n${rows.join('\n')}\n`);
  return store;
}

const settings = (given: object) => priceLabelSettingsSchema.parse(given);
const asked = (given: object, dryRun = false) => ({
  scheme: 'next-day',
  settings: settings(given),
  against: null,
  dryRun,
});

function stored(store: WritableStore): unknown {
  return store.db
    .prepare(
      "SELECT document_id, value, known_at FROM label WHERE scheme = 'next-day' AND origin = 'price' ORDER BY document_id",
    )
    .raw()
    .all();
}

/** Document and label, without when it was known. */
function values(store: WritableStore): unknown {
  return store.db
    .prepare("SELECT document_id, value FROM label WHERE scheme = 'next-day' ORDER BY document_id")
    .raw()
    .all();
}

const text = ['2018-07-10T15:00:00Z', 'AA', 'wide spreads at the desk'] as const;
const close = (day: string) => Date.parse(`${day}T20:00:00Z`);

test('a text is labelled by the return of its ticker over the mean of all, and knows when that was known', async () => {
  // From the close of the 10th to that of the 11th AA gains 10 %, BB loses 4 %, the other four stay: the mean is 1 %.
  const moves = [0.1, -0.04, 0, 0, 0, 0];
  const store = await workspace(
    (ticker, day) => [100, day < 2 ? 100 : 100 * (1 + moves[ticker]!)],
    [
      text,
      ['2018-07-10T15:01:00Z', 'BB', 'heavy rain in the north'],
      ['2018-07-10T15:02:00Z', 'CC', 'a quiet day at sea'],
    ],
  );
  const made = labelByPrices(store, asked({ threshold: 2 }));
  expect(made).toMatchObject({ documents: 3, labelled: 3, outcomes: 3, lastKnown: close('2018-07-11') });
  const meanOf = (value: string) => made.classes.find((one) => one.value === value)?.meanReturn;
  expect(meanOf('up')).toBeCloseTo(0.09, 12);
  expect(meanOf('down')).toBeCloseTo(-0.05, 12);
  expect(meanOf('flat')).toBeCloseTo(-0.01, 12);
  expect(stored(store)).toEqual([
    [1, 'up', close('2018-07-11')],
    [2, 'down', close('2018-07-11')],
    [3, 'flat', close('2018-07-11')],
  ]);
  // The list of labels says so too.
  const table = labelTable(
    store,
    { symbols: null, from: null, to: null, labelled: null, scheme: 'next-day', origin: 'price' },
    null,
  );
  const place = table.columns.findIndex(({ name }) => name === 'known_at');
  expect([...table.rows].map((row) => row[place])).toEqual([1, 2, 3].map(() => close('2018-07-11')));
  // Nothing taken off: CC stayed where it was. Over BB, it gained 4 %.
  labelByPrices(store, asked({ threshold: 2, over: 'none', flat: false }));
  expect(stored(store)).toEqual([
    [1, 'up', close('2018-07-11')],
    [2, 'down', close('2018-07-11')],
  ]);
  labelByPrices(store, asked({ threshold: 2, over: 'bb' }));
  expect(values(store)).toEqual([
    [1, 'up'],
    [2, 'flat'],
    [3, 'up'],
  ]);
  // Each is taken back, and what was there before it is there again.
  expect(takeBackLabels(store, { scheme: 'next-day', origin: 'price' })).toMatchObject({
    removed: 3,
    labelled: 2,
  });
  expect(values(store)).toEqual([
    [1, 'up'],
    [2, 'down'],
  ]);
});

test('no price from before the text counts: what had happened by then changes nothing', async () => {
  const later = (ticker: number, day: number) => (ticker === 0 && day >= 2 ? 105 : 100);
  const calm = await workspace((ticker, day) => [100, later(ticker, day)], [text]);
  // The same, but the ticker had tripled until the open of the day on which the text was written.
  const stormy = await workspace(
    (ticker, day) => [
      ticker === 0 && day < 2 ? 300 : 100,
      ticker === 0 && day < 1 ? 300 : later(ticker, day),
    ],
    [text],
  );
  for (const store of [calm, stormy]) labelByPrices(store, asked({ threshold: 1 }));
  expect(stored(stormy)).toEqual(stored(calm));
  expect(values(calm)).toEqual([[1, 'up']]);
  const certificate = stormy.db
    .prepare<[], number>(
      'SELECT min(l.known_at - d.published_at) FROM label l JOIN document d ON d.id = l.document_id',
    )
    .pluck();
  expect(certificate.get()).toBeGreaterThan(0);
  // Counted from the last price before it, the fall is part of what is labelled.
  labelByPrices(stormy, asked({ threshold: 1, from: 'before' }));
  expect(values(stormy)).toEqual([[1, 'down']]);
});

test('a split of the stock is no return', async () => {
  // Two for one on the 11th: the price halves, the adjusted price stays.
  const store = await workspace(
    (ticker, day) => (ticker === 0 && day < 2 ? [100, 100, 50] : ticker === 0 ? [50, 50, 50] : [100, 100]),
    [text, ['2018-07-10T22:00:00Z', 'AA', 'after hours news of it']],
  );
  labelByPrices(store, asked({ over: 'none' }));
  expect(values(store)).toEqual([
    [1, 'flat'],
    [2, 'flat'],
  ]);
});

test('why texts get no label is counted', async () => {
  const store = await workspace(
    () => [100, 100],
    [
      text,
      ['2018-07-10T15:00:00Z', 'ZZ', 'no price of this one'],
      ['2018-07-16T15:00:00Z', 'BB', 'the prices end on this day'],
    ],
  );
  store.db.exec(
    "DELETE FROM price WHERE day = '2018-07-11' AND company_id = (SELECT id FROM company WHERE symbol = 'AA')",
  );
  expect(labelByPrices(store, asked({}, true))).toMatchObject({
    labelled: 0,
    leftOut: { noPrices: 1, beyondPrices: 1, missingPrice: 1, severalTickers: 0 },
  });
  expect(() => labelByPrices(store, asked({ over: 'SPY' }, true))).toThrow('SPY has no prices');
  expect(() => labelByPrices(temporaryStore(), asked({}, true))).toThrow('no prices in this workspace');
});

test('labels from prices are not mixed with those of people', async () => {
  const store = await workspace(() => [100, 100], [text]);
  store.db.exec(
    "INSERT INTO label (document_id, scheme, origin, value, created_at) VALUES (1, 'next-day', 'manual', 'up', 0)",
  );
  expect(() => labelByPrices(store, asked({}))).toThrow('has 1 label by hand or from files');
});

test('texts whose return reaches into the next part are not learned', async () => {
  // Ten texts a day from Monday to Friday, all before the opening: each return is known when its session ends.
  const texts = Array.from({ length: 50 }, (_, at) => {
    const own = String.fromCodePoint(97 + (at % 26), 97 + Math.floor(at / 26));
    const words = ['q', 'w', 'z', 'k', 'v', 'x'].map((letter) => own + letter + own).join(' ');
    return [
      `${sessions[Math.floor(at / 10)]}T10:${String(at % 10).padStart(2, '0')}:00Z`,
      tickers[at % 6]!,
      words,
    ] as const;
  });
  const store = await workspace((ticker, day) => [100, ticker % 2 ? 103 + day : 97 - day], texts);
  const config = documentAttention.config.parse({
    recipe: 'document-attention',
    scheme: 'next-day',
    testShare: 0.2,
    validShare: 0.4,
  });
  const sizes = ({ train, valid, test }: Record<'train' | 'valid' | 'test', unknown[]>) =>
    [train, valid, test].map(({ length }) => length);
  labelByPrices(store, asked({ over: 'none' }));
  const daily = await labelledParts(store, config);
  expect(sizes(daily)).toEqual([20, 20, 10]);
  expect(daily.split.labels).toEqual({ origins: { price: 50 }, purged: { train: 0, valid: 0 } });

  // Two sessions: what is said on the day before a part begins is only known on its first day.
  labelByPrices(store, asked({ over: 'none', days: 2 }));
  const longer = await labelledParts(store, config);
  expect(sizes(longer)).toEqual([10, 10, 10]);
  expect(longer.split).toMatchObject({
    train: 10,
    valid: 10,
    labels: { origins: { price: 30 }, purged: { train: 10, valid: 10 } },
  });
  const testFrom = Math.min(...longer.test.map(({ publishedAt }) => publishedAt!));
  const learned = [...longer.train, ...longer.valid];
  expect(learned.every(({ knownAt }) => knownAt! <= testFrom)).toBe(true);

  await expect(labelledParts(store, { ...config, validShare: 0.2 })).rejects.toThrow(
    'All texts of the validation part were purged',
  );
}, 20_000);

test('a division by chance is warned of', () => {
  expect(labelsInWords({ origins: { price: 10 } }, 'chance').join(' ')).toMatch(
    /Warning: labels from prices were not divided by time/,
  );
  expect(
    labelsInWords({ origins: { price: 8 }, purged: { train: 3, valid: 1 } }, 'time').join(' '),
  ).toContain('purged: 3 training and 1 validation text,');
});
