import { createHash } from 'node:crypto';
import { counted } from '../../counted.ts';
import { ofOneKind, pricedTickers, prices } from '../../store/prices.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import type { Price } from '../../store/types.ts';
import { type Edges, equalCount, equalWidth } from './binning.ts';
import type { PriceTransformerConfig } from '../../configs/price-transformer.ts';
import type { SplitReport } from '../../results/scores.ts';

/** Open, high, low, close, volume. */
export const columns = 5;
/** Days over whose mean a volume is measured. */
const volumeDays = 20;
export const moves = ['down', 'up'] as const;
const up = moves.indexOf('up');

export interface PriceExample {
  symbol: string;
  /** The last day that the model sees. */
  day: string;
  /** (days · 5), the oldest day first. */
  values: Float64Array;
  /** 1: the next day closes above this one; 0: at or below it. */
  label: number;
  /** What the last day itself did, as a label. */
  before: number;
}

export interface PriceParts {
  train: PriceExample[];
  valid: PriceExample[];
  test: PriceExample[];
  split: SplitReport;
  dataHash: string;
}

/**
 * Examples of all tickers, divided by days that are the same for all: the latest are the test part. An example whose
 * next day lies in a later part is left out, since its label is known there only.
 *
 * @throws UserError if there are too few prices.
 */
export function priceParts(store: ReadableStore, config: PriceTransformerConfig): PriceParts {
  const wanted = config.symbols ?? pricedTickers(store).map(({ symbol }) => symbol);
  const examples = wanted.flatMap((symbol) => examplesOf(symbol, prices(store, symbol), config));
  const days = [...new Set(examples.map(({ example }) => example.day))].sort();
  const { test, valid } = partStarts(days.length, config);
  const [testFrom, validFrom] = [days[test], days[valid]];
  if (testFrom === undefined || validFrom === undefined || !canDivide(days.length, config)) {
    const of = config.symbols ? ` of ${config.symbols.join(', ')}` : '';
    throw new UserError(
      'use',
      `Only ${counted(days.length, 'day')} of prices${of} can be used: more are needed, with open, high, low, close and volume.`,
      { remedies: [{ action: 'import', what: 'prices' }] },
    );
  }
  const partOf = (day: string) => (day >= testFrom ? 'test' : day >= validFrom ? 'valid' : 'train');
  const parts: Record<'train' | 'valid' | 'test', PriceExample[]> = { train: [], valid: [], test: [] };
  let leftOut = 0;
  for (const { example, next } of examples) {
    if (partOf(example.day) === partOf(next)) parts[partOf(example.day)].push(example);
    else leftOut++;
  }
  const report = {
    train: parts.train.length,
    valid: parts.valid.length,
    test: parts.test.length,
    leftOut,
    trainUntil: Date.parse(validFrom),
    testFrom: Date.parse(testFrom),
    by: 'time' as const,
  };
  return { ...parts, split: report, dataHash: hash(parts) };
}

type Shares = Pick<PriceTransformerConfig, 'testShare' | 'validShare'>;

/** The indices of the days with which the validation and test parts of so many days begin. */
function partStarts(days: number, { testShare, validShare }: Shares): { valid: number; test: number } {
  return {
    test: Math.round(days * (1 - testShare)),
    valid: Math.round(days * (1 - testShare - validShare)),
  };
}

/** Whether every part of so many days has one. */
function canDivide(days: number, shares: Shares): boolean {
  const { test, valid } = partStarts(days, shares);
  return valid > 0 && valid < test && test < days;
}

/** Longer than any history of daily prices. */
const mostDays = 100_000;

/**
 * The fewest days of prices of a ticker that a training starts with, if none lacks a value; null: the shares leave
 * nothing to train on, however many days there are.
 */
export function leastDays(config: PriceTransformerConfig): number | null {
  for (let usable = 3; usable < mostDays; usable++) {
    // Before the first usable day come those that it is measured against; what follows the last one is its label.
    if (canDivide(usable, config)) return daysNeeded(config) + usable;
  }
  return null;
}

/** The latest days of a ticker, or those before some day, to say what the next one does. */
export interface LatestDays {
  /** Null: there are too few. */
  example: Omit<PriceExample, 'label'> | null;
  /** The first of the days that the model reads. */
  firstDay: string | null;
  /** Days with all five values that there are. */
  known: number;
}

/**
 * The days of a ticker that are read to say what the next one does.
 *
 * @param before only days before this one, `YYYY-MM-DD`; null: all
 */
export function latestExample(
  store: ReadableStore,
  symbol: string,
  config: PriceTransformerConfig,
  before: string | null = null,
): LatestDays {
  const rows = wholeRows(prices(store, symbol)).filter(({ day }) => before === null || day < before);
  return {
    example: exampleAt(symbol, rows, rows.length - 1, config),
    firstDay: rows.at(-config.days)?.day ?? null,
    known: rows.length,
  };
}

/** Days of prices that a prediction takes: those that are read, and those before them that they are measured against. */
export function daysNeeded({ days, values }: PriceTransformerConfig): number {
  return days + (values === 'relative' ? volumeDays : 1);
}

function examplesOf(symbol: string, all: readonly Price[], config: PriceTransformerConfig) {
  const rows = wholeRows(all);
  const found: { example: PriceExample; next: string }[] = [];
  for (let last = 0; last + 1 < rows.length; last++) {
    const example = exampleAt(symbol, rows, last, config);
    const next = rows[last + 1]!;
    if (example) found.push({ example: { ...example, label: moveOf(rows[last]!, next) }, next: next.day });
  }
  return found;
}

interface Row {
  day: string;
  values: readonly [open: number, high: number, low: number, close: number, volume: number];
}

/**
 * Days with all five values, at prices that splits and dividends do not interrupt where those are known.
 */
function wholeRows(all: readonly Price[]): Row[] {
  return ofOneKind(all).flatMap(({ day, open, high, low, close, adjusted, volume }) => {
    if (open === null || high === null || low === null || volume === null) return [];
    const factor = adjusted === null ? 1 : adjusted / close;
    return [{ day, values: [open * factor, high * factor, low * factor, close * factor, volume] as const }];
  });
}

function moveOf(before: Row, after: Row): number {
  return after.values[3] > before.values[3] ? up : 1 - up;
}

function exampleAt(
  symbol: string,
  rows: readonly Row[],
  last: number,
  { days, values: kind }: PriceTransformerConfig,
): Omit<PriceExample, 'label'> | null {
  const first = last - days + 1;
  // One day more is needed for the day before; for volumes, as many as their mean takes.
  if (first < (kind === 'relative' ? volumeDays : 1)) return null;
  const values = new Float64Array(days * columns);
  for (let day = first; day <= last; day++) {
    const shown = kind === 'raw' ? rows[day]!.values : relative(rows, day);
    values.set(shown, (day - first) * columns);
  }
  return { symbol, day: rows[last]!.day, values, before: moveOf(rows[last - 1]!, rows[last]!) };
}

/** Prices against the close of the day before, the volume against the mean of the days before. */
function relative(rows: readonly Row[], day: number): number[] {
  const close = rows[day - 1]!.values[3];
  const [open, high, low, own, volume] = rows[day]!.values;
  let sum = 0;
  for (let before = day - volumeDays; before < day; before++) sum += rows[before]!.values[4];
  const usual = sum / volumeDays;
  return [...[open, high, low, own].map((price) => price / close - 1), usual > 0 ? volume / usual - 1 : 0];
}

/** Bins for each column, fitted on training examples; one and the same for all columns where asked for. */
export function fitBins(
  examples: readonly Pick<PriceExample, 'values'>[],
  { bins, binning }: Pick<PriceTransformerConfig, 'bins' | 'binning'>,
): Edges[] {
  const fit = binning === 'quantile' ? equalCount : equalWidth;
  if (binning === 'all') {
    const edges = fit(
      examples.flatMap(({ values }) => [...values]),
      bins,
    );
    return Array.from({ length: columns }, () => edges);
  }
  return Array.from({ length: columns }, (_, column) =>
    fit(
      examples.flatMap(({ values }) => [...values].filter((_value, i) => i % columns === column)),
      bins,
    ),
  );
}

function hash(parts: Record<'train' | 'valid' | 'test', readonly PriceExample[]>): string {
  const digest = createHash('sha256');
  for (const part of ['train', 'valid', 'test'] as const) {
    for (const { symbol, day, label, values } of parts[part]) {
      digest.update(`${part}\t${symbol}\t${day}\t${label}\t${values.join()}\n`);
    }
  }
  return digest.digest('hex');
}
