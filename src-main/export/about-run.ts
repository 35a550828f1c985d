import { edgesName } from '../recipes/price-transformer/train-prices.ts';
import type { HostTensor } from '../engine/types.ts';
import { token } from '../text/words.ts';
import type { RunFiles } from '../runs/run-files.ts';
import type { RunRow } from '../training/types.ts';
import { version } from '../version.ts';

/** What config.json says of a run, whatever the format: all that is needed to make its inputs and read its outputs. */
export function aboutRun(
  row: RunRow,
  { config, classes, vocabulary, tensors }: RunFiles & { tensors: Record<string, HostTensor> },
): Record<string, unknown> {
  const edges = tensors[edgesName];
  return {
    producer: `contexture ${version}`,
    run: row.id,
    recipe: config.recipe,
    trainedBy: `contexture ${row.version}`,
    dataHash: row.dataHash,
    config,
    ...(classes.length > 0 && { classes }),
    ...('maxTokens' in config && {
      words: {
        count: vocabulary.size,
        padding: vocabulary.paddingId,
        firstWord: vocabulary.firstWord,
        maxTokens: config.maxTokens,
        ...('cleaning' in config && { pattern: token.source, cleaning: config.cleaning }),
      },
    }),
    ...(config.recipe === 'price-transformer' && edges && { bins: binsOf(edges, config.binning === 'all') }),
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
