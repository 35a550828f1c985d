import { counted } from '../../counted.ts';
import { openDevice } from '../../engine/devices.ts';
import { createPredictor } from '../../engine/predictor.ts';
import { typedSymbol } from '../../ticker.ts';
import { UserError } from '../../errors.ts';
import type { ReadableStore } from '../../store/store.ts';
import { pricedTickers } from '../../store/prices.ts';
import type { PricedTicker } from '../../store/types.ts';
import { didYouMean } from '../../suggest.ts';
import type { Edges } from './binning.ts';
import { daysNeeded, latestExample } from './price-examples.ts';
import type { PriceTransformerConfig } from '../../configs/price-transformer.ts';
import { readRun } from '../../runs/run-files.ts';
import { edgesName, predictMoves, priceForward } from './train-prices.ts';

export interface MovePrediction {
  run: number;
  symbol: string;
  /** The requested time; null: the latest day available. */
  at: number | null;
  /** The first and the last day read by the model. */
  firstDay: string;
  day: string;
  classes: string[];
  /** Of the day that comes next. */
  probabilities: number[];
}

/**
 * Whether a ticker closes higher on the day after its latest one, as a price-transformer run sees it; with a time, as
 * it could be known then. A day of trading has no time zone, so it counts as known only when its UTC day is over: of
 * the day of `at` itself, and of any later one, nothing is read.
 *
 * @param at milliseconds since 1970; null: after all known days
 * @throws UserError if the run is of another recipe, or the ticker has too few days of prices.
 */
export async function predictMove(
  store: ReadableStore,
  run: number,
  symbol: string,
  at: number | null = null,
): Promise<MovePrediction> {
  const { config, classes, tensors } = await readRun(store, run);
  const edges = tensors[edgesName];
  if (config.recipe !== 'price-transformer' || !edges) {
    throw new UserError('use', `Run ${run} uses the recipe ${config.recipe}, which does not read prices.`);
  }
  const ticker = pricedTicker(store, symbol);
  const before = at === null ? null : new Date(at).toISOString().slice(0, 10);
  const { example, firstDay, known } = latestExample(store, ticker.symbol, config, before);
  if (!example || firstDay === null) throw tooFewDays(run, ticker, { known, before }, config);
  const { [edgesName]: _, ...params } = tensors;
  const predictor = createPredictor({
    name: config.recipe,
    device: await openDevice('cpu'),
    params,
    forward: priceForward(config),
  });
  try {
    const rows = rowsOf(edges.data, edges.shape[1]!, config.binning === 'all');
    // The edges were kept as float32: a value that is one of them has to be rounded as well to stay on its side.
    const values = Float64Array.from(example.values, Math.fround);
    const [probabilities] = await predictMoves(predictor, [{ values }], rows, config);
    return {
      run,
      symbol: ticker.symbol.toUpperCase(),
      at,
      firstDay,
      day: example.day,
      classes,
      probabilities: [...probabilities!],
    };
  } finally {
    await predictor.dispose();
  }
}

/** @throws UserError if the ticker has no prices, or does not exist. */
function pricedTicker(store: ReadableStore, symbol: string): PricedTicker {
  const wanted = typedSymbol(symbol);
  const tickers = pricedTickers(store);
  const found = tickers.find((ticker) => ticker.symbol.toUpperCase() === wanted);
  if (found) return found;
  if (tickers.length === 0) {
    throw new UserError('use', 'There are no prices in this workspace.', {
      remedies: [{ action: 'import', what: 'prices' }],
    });
  }
  const names = tickers.map((ticker) => ticker.symbol);
  throw new UserError('use', `There are no prices of ${wanted}.${didYouMean(wanted, names)}`, {
    remedies: [{ action: 'list', what: 'companies' }],
  });
}

function tooFewDays(
  run: number,
  { symbol, firstDay, lastDay }: PricedTicker,
  { known, before }: { known: number; before: string | null },
  config: PriceTransformerConfig,
): UserError {
  const until = before === null ? '' : ` before ${before}`;
  const has = known === 0 ? 'no day' : counted(known, 'day');
  return new UserError(
    'use',
    `${symbol} has ${has} of prices${until} (open, high, low, close and volume), too few for run ${run}, which` +
      ` reads ${config.days} and needs ${daysNeeded(config)} in all to scale them.` +
      ` Its prices run from ${firstDay} to ${lastDay}.`,
  );
}

/** The edges of each column; if all columns share them, they are the same object. */
function rowsOf(values: ArrayLike<number>, count: number, shared: boolean): Edges[] {
  const all = Float64Array.from(values);
  return Array.from({ length: all.length / count }, (_, column) =>
    all.subarray(column * count, (column + 1) * count),
  ).map((row, _column, rows) => (shared ? rows[0]! : row));
}
