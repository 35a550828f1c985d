import { openDevice } from '../engine/devices.ts';
import { createPredictor } from '../engine/predictor.ts';
import { bareSymbol } from '../store/companies.ts';
import { UserError } from '../errors.ts';
import type { Store } from '../store/open.ts';
import type { Edges } from '../training/binning.ts';
import { latestExample } from '../training/price-examples.ts';
import { readRun } from '../training/run-files.ts';
import { edgesName, predictMoves, priceForward } from './train-prices.ts';

export interface MovePrediction {
  run: number;
  symbol: string;
  /** The last day that the model saw. */
  day: string;
  classes: string[];
  /** Of the day that comes next. */
  probabilities: number[];
}

/**
 * Whether a ticker closes higher on the day after its latest one, as a price-transformer run sees it.
 *
 * @throws UserError where the run is of another recipe, or the ticker has too few days of prices.
 */
export async function predictMove(store: Store, run: number, symbol: string): Promise<MovePrediction> {
  const { config, classes, tensors } = await readRun(store, run);
  const edges = tensors[edgesName];
  if (config.recipe !== 'price-transformer' || !edges) {
    throw new UserError('use', `run ${run} is of the recipe ${config.recipe}, which reads no prices`);
  }
  const example = latestExample(store, symbol, config);
  if (!example) {
    throw new UserError(
      'use',
      `${symbol} has too few days of prices (open, high, low, close and volume) for run ${run}, which reads the` +
        ` last ${config.days}; "contexture companies" lists how many each ticker has`,
    );
  }
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
      symbol: bareSymbol(symbol).toUpperCase(),
      day: example.day,
      classes,
      probabilities: [...probabilities!],
    };
  } finally {
    await predictor.dispose();
  }
}

/** The edges of each column; where all columns have the same, they are one and the same object. */
function rowsOf(values: ArrayLike<number>, count: number, shared: boolean): Edges[] {
  const all = Float64Array.from(values);
  return Array.from({ length: all.length / count }, (_, column) =>
    all.subarray(column * count, (column + 1) * count),
  ).map((row, _column, rows) => (shared ? rows[0]! : row));
}
