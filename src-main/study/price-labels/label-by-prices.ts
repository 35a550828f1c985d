/** Labels from prices: what they did after a text. */
import { counted } from '../../counted.ts';
import { checkZone } from '../../ingest/zones.ts';
import { labelsByOrigin, type MadeLabel, replaceMadeLabels } from '../../store/label-sources.ts';
import { type ReadableStore, writable } from '../../store/store.ts';
import { windowInputs } from '../../store/window-inputs.ts';
import { type MadeAgreement, MadeComparison, comparedScheme } from '../made-agreement.ts';
import { checkOwnScheme } from '../own-scheme.ts';
import { Returns } from './returns.ts';
import { horizonOf, sessionsOf, writtenBetween } from './sessions.ts';
import { priceClasses, type PriceLabelSettings } from './settings.ts';

export interface PriceRequest {
  scheme: string;
  settings: PriceLabelSettings;
  /** The scheme whose labels of people these are compared with; null: one with the same classes. */
  against: string | null;
  /** Only count. */
  dryRun: boolean;
}

/** Why dated texts that mention a ticker get no label. */
export interface LeftOut {
  /** None of their tickers has prices. */
  noPrices: number;
  /** Several of them have, and it is not known whose price the text is about. */
  severalTickers: number;
  /** The prices end, or begin, before the return would. */
  beyondPrices: number;
  /** A price of one of its days is missing. */
  missingPrice: number;
  /** Its return is flat, and such texts were to get no label. */
  flat: number;
}

export interface PriceLabelling {
  scheme: string;
  settings: PriceLabelSettings;
  dryRun: boolean;
  /** Texts with a time and a ticker. */
  documents: number;
  labelled: number;
  leftOut: LeftOut;
  /** Labelled texts of which only the day is known. */
  onlyDay: number;
  /** With the mean return of their texts, a share of 1; null: none has it. */
  classes: { value: string; count: number; meanReturn: number | null }[];
  /** Pairs of a ticker and a price from which its returns count: texts of one pair have one label. */
  outcomes: number;
  /** When the first and the last label was known, ms UTC; null: there are none. */
  firstKnown: number | null;
  lastKnown: number | null;
  /** Labels from prices in this scheme that are replaced. */
  replaced: number;
  /** How often they say what people said; null: there are no labels to compare them with. */
  agreement: MadeAgreement | null;
  seconds: number;
}

const names = {
  classes: [priceClasses.down, priceClasses.flat, priceClasses.up],
  alsoCalled: {
    up: ['positive', 'bullish'],
    down: ['negative', 'bearish'],
    flat: ['neutral'],
  },
};

/**
 * @throws UserError where there are no prices, or where the scheme has labels of another origin and more than counting is
 *   asked for
 */
export function labelByPrices(store: ReadableStore, request: PriceRequest): PriceLabelling {
  const started = performance.now();
  const { scheme, settings, dryRun } = request;
  if (!dryRun) checkOwnScheme(store, scheme, 'price');
  const made = labelsOfPrices(store, settings);
  const { labels, returns } = made;
  const against = comparedScheme(store, names, request.against);
  const comparison = against === null ? null : new MadeComparison(store, names, against);
  for (const { document, value } of labels) comparison?.add(document, value);
  const known = labels.flatMap(({ knownAt }) => knownAt ?? []);
  const earlier = labelsByOrigin(store, scheme).get('price') ?? 0;
  const replaced = dryRun
    ? earlier
    : replaceMadeLabels(
        writable(store),
        { scheme, origin: 'price', name: nameOf(settings), settings: JSON.stringify(settings) },
        labels,
      );
  return {
    scheme,
    settings,
    dryRun,
    documents: made.documents,
    labelled: labels.length,
    leftOut: made.leftOut,
    onlyDay: made.onlyDay,
    classes: names.classes
      .filter((value) => settings.flat || value !== priceClasses.flat)
      .map((value) => {
        const own = labels.flatMap((label, index) => (label.value === value ? [returns[index]!] : []));
        const sum = own.reduce((total, one) => total + one, 0);
        return { value, count: own.length, meanReturn: own.length === 0 ? null : sum / own.length };
      }),
    outcomes: made.outcomes,
    firstKnown: known.length === 0 ? null : known.reduce((a, b) => Math.min(a, b)),
    lastKnown: known.length === 0 ? null : known.reduce((a, b) => Math.max(a, b)),
    replaced,
    agreement: comparison?.result() ?? null,
    seconds: (performance.now() - started) / 1000,
  };
}

interface MadeOfPrices extends Pick<PriceLabelling, 'documents' | 'leftOut' | 'onlyDay' | 'outcomes'> {
  labels: MadeLabel[];
  /** Of each label, a share of 1. */
  returns: number[];
}

/** @throws UserError where there are no prices */
export function labelsOfPrices(store: ReadableStore, settings: PriceLabelSettings): MadeOfPrices {
  checkZone(settings.zone);
  const returns = new Returns(store, settings.over);
  const sessions = sessionsOf(returns.days, settings);
  const made: MadeOfPrices = {
    documents: 0,
    leftOut: { noPrices: 0, severalTickers: 0, beyondPrices: 0, missingPrice: 0, flat: 0 },
    onlyDay: 0,
    outcomes: 0,
    labels: [],
    returns: [],
  };
  const outcomes = new Set<string>();
  const everything = { symbols: null, from: null, to: null, labelled: null };
  for (const { document, publishedAt, tickers } of windowInputs(store, everything)) {
    if (tickers === null) continue;
    made.documents++;
    const priced = tickers.split('|').filter((symbol) => returns.has(symbol));
    const [symbol] = priced;
    if (symbol === undefined || priced.length > 1) {
      made.leftOut[symbol === undefined ? 'noPrices' : 'severalTickers']++;
      continue;
    }
    const written = writtenBetween(publishedAt, settings.zone);
    const horizon = horizonOf(sessions, written, settings);
    if (horizon === null) {
      made.leftOut.beyondPrices++;
      continue;
    }
    const value = returns.between(symbol, horizon.start, horizon.end);
    if (value === null) {
      made.leftOut.missingPrice++;
      continue;
    }
    const label = classOf(value, settings);
    if (label === null) {
      made.leftOut.flat++;
      continue;
    }
    if (written.onlyDay) made.onlyDay++;
    outcomes.add(`${symbol} ${horizon.start.at}`);
    made.labels.push({ document, value: label, knownAt: horizon.end.at });
    made.returns.push(value);
  }
  return { ...made, outcomes: outcomes.size };
}

/** null: it is flat, and such texts get no label. */
function classOf(value: number, { threshold, flat }: PriceLabelSettings): string | null {
  const percent = 100 * value;
  if (percent >= threshold && percent > 0) return priceClasses.up;
  if (percent <= -threshold && percent < 0) return priceClasses.down;
  return flat ? priceClasses.flat : null;
}

/** `returns of 1 day over the market, threshold 1 %` */
function nameOf({ days, over, threshold }: PriceLabelSettings): string {
  const against = over === 'none' ? '' : ` over ${over === 'market' ? 'the market' : over}`;
  return `returns of ${counted(days, 'day')}${against}, threshold ${threshold} %`;
}
