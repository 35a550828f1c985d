import type { HostTensor } from '../../engine/types.ts';
import { forwardOf } from '../../engine/predictor.ts';
import { UserError } from '../../errors.ts';
import type { PriceTransformerConfig } from '../../configs/price-transformer.ts';
import type { MovesResult } from '../../results/classified.ts';
import {
  classOutputs,
  int32,
  type ModelProgram,
  type ModelShape,
  withProbabilities,
} from '../base/model-program.ts';
import type { ModelOf, Recipe } from '../base/recipe.ts';
import { columns } from './price-examples.ts';
import { edgesName, priceForward, trainPrices } from './train-prices.ts';

export const priceTransformer: Recipe<PriceTransformerConfig, MovesResult> = {
  examples: 'prices',
  train: trainPrices,
  program,
  facts: ({ config, tensors }) => {
    const edges = tensors[edgesName];
    return edges ? { bins: binsOf(edges, config.binning === 'all') } : {};
  },
};

function program(
  { config, tensors: weights }: ModelOf<PriceTransformerConfig>,
  { batch, tokens }: ModelShape,
): ModelProgram {
  if (tokens !== null) throw new UserError('use', 'Tokens can be given only for recipes that read texts.');
  return {
    program: withProbabilities(forwardOf(priceForward(config)), weights),
    weights,
    inputs: {
      bins: int32(
        'the bins of open, high, low, close and volume, oldest day first',
        batch,
        config.days * columns,
      ),
    },
    outputs: classOutputs,
  };
}

/** The bin of a value is the number of its column's edges below it, plus what the columns before it have. */
function binsOf(edges: HostTensor, shared: boolean) {
  const [columns, count] = edges.shape as [number, number];
  return {
    columns: ['open', 'high', 'low', 'close', 'volume'],
    edges: Array.from({ length: columns }, (_, column) => [
      ...edges.data.subarray(column * count, (column + 1) * count),
    ]),
    firstBins: Array.from({ length: columns }, (_, column) => (shared ? 0 : column * (count + 1))),
  };
}
