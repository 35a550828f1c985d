import { float32, int32, zeros } from '../../engine/host.ts';
import type { Forward, Predictor } from '../../engine/trainer.ts';
import type { HostTensor } from '../../engine/types.ts';
import { crossEntropy, keepAll, parameter, type LabelInputs } from '../../models/layers.ts';
import {
  initPriceTransformer,
  priceTransformer,
  type PriceTransformerOptions,
  type PriceInputs,
} from '../../models/price-transformer.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';
import { Vocabulary } from '../../text/vocabulary.ts';
import { binOf, type Edges } from './binning.ts';
import { meanLoss } from '../../training/class-weights.ts';
import { mostProbable, softmax } from '../../training/probabilities.ts';
import type { RunContext } from '../../training/loop.ts';
import { scores } from '../../training/metrics.ts';
import { columns, fitBins, moves, type PriceExample, priceParts } from './price-examples.ts';
import type { PriceTransformerConfig } from '../../configs/price-transformer.ts';
import { runTraining, type TrainedFacts } from '../base/run-training.ts';
import type { MovesResult } from '../../results/classified.ts';
import type { Scores } from '../../results/scores.ts';
import type { Untimed } from '../../results/result-kind.ts';
import { iterationsOf } from '../../baselines/baselines.ts';
import { fitLogisticRegression, predictLogisticRegression } from '../../baselines/logistic-regression.ts';
import { majorityClass } from '../../baselines/majority.ts';
import type { SparseRows } from '../../ngrams/sparse-rows.ts';

/** The edges of the bins are stored among the weights, where no step changes them. */
export const edgesName = 'edges';

type PriceParts = Awaited<ReturnType<typeof priceParts>>;
type PriceMeasures = Omit<Untimed<MovesResult>, keyof TrainedFacts>;

/** Trains `price-transformer`, tests its best weights once, and measures the baselines on the same days. */
export async function trainPrices(
  store: WritableStore,
  run: number,
  config: PriceTransformerConfig,
  context: RunContext,
): Promise<Untimed<MovesResult>> {
  const classes = [...moves];
  const { parameters, ...result } = await runTraining<
    PriceTransformerConfig,
    PriceParts,
    PriceMeasures,
    PriceInputs & LabelInputs,
    PriceInputs
  >(
    { store, run, config, context },
    () => priceParts(store, config),
    (data) => {
      const random = new Random(config.seed);
      const edges = fitBins(data.train, config);
      const model = priceOptions(config);
      const size = Math.min(config.batchSize, data.train.length);
      const scored = (examples: readonly PriceExample[], probabilities: readonly Float32Array[]) =>
        scores(
          examples.map(({ label }) => label),
          probabilities.map(mostProbable),
          classes,
        );
      return {
        files: { classes, vocabulary: Vocabulary.fit([], { minCount: 1, maxSize: 1 }) },
        model: {
          params: { ...initPriceTransformer(random, model), [edgesName]: edgesTensor(edges) },
          frozen: [edgesName],
          loss: (parameters, inputs: PriceInputs & LabelInputs, { dropout }) => {
            const logits = priceTransformer(parameters, parameter(inputs, 'bins'), model, (x) =>
              dropout(x, config.dropout),
            );
            return {
              loss: crossEntropy(logits, parameter(inputs, 'labels'), parameter(inputs, 'weights')),
            };
          },
          forward: priceForward(config),
        },
        epochs: (trainer) => ({
          best: 'macroF1',
          stepsPerEpoch: Math.ceil(data.train.length / size),
          *batches(epoch) {
            const order = Random.ofEpoch(config.seed, epoch).shuffle([...data.train]);
            for (let start = 0; start < order.length; start += size) {
              yield labelledBins(order.slice(start, start + size), edges, size);
            }
          },
          validate: async () => {
            const probabilities = await predictMoves(trainer, data.valid, edges, config);
            const labels = data.valid.map(({ label }) => label);
            const { accuracy, macroF1 } = scored(data.valid, probabilities);
            return { loss: meanLoss(probabilities, labels, Float32Array.of(1, 1)), accuracy, macroF1 };
          },
        }),
        test: async (trainer) => ({
          kind: 'moves',
          version: 1,
          split: data.split,
          valid: scored(data.valid, await predictMoves(trainer, data.valid, edges, config)),
          test: scored(data.test, await predictMoves(trainer, data.test, edges, config)),
          baselines: await priceBaselines([...data.train, ...data.valid], data.test, classes, context),
        }),
      };
    },
  );
  // The edges stand among the weights, but nothing trains them.
  return { ...result, parameters: parameters - columns * (config.bins - 1) };
}

export function priceOptions(config: PriceTransformerConfig): PriceTransformerOptions {
  const bins = config.binning === 'all' ? config.bins : config.bins * columns;
  return { ...config, bins, length: config.days * columns, classes: moves.length };
}

/** From `bins` (B, days · 5) to `logits` (B, 2). */
export function priceForward(config: PriceTransformerConfig): Forward<PriceInputs> {
  const model = priceOptions(config);
  return (parameters, batch) => ({
    logits: priceTransformer(parameters, parameter(batch, 'bins'), model, keepAll),
  });
}

/** Probabilities of down and up for each example. */
export async function predictMoves(
  predictor: Pick<Predictor, 'predict'>,
  examples: readonly Pick<PriceExample, 'values'>[],
  edges: readonly Edges[],
  config: PriceTransformerConfig,
): Promise<Float32Array[]> {
  const size = Math.min(config.batchSize, examples.length);
  const found: Float32Array[] = [];
  for (let start = 0; start < examples.length; start += size) {
    const part = examples.slice(start, start + size);
    const { logits } = await predictor.predict({ bins: binsOf(part, edges, size) });
    for (let row = 0; row < part.length; row++) {
      found.push(softmax(Float32Array.from(logits!.data.subarray(2 * row, 2 * row + 2))));
    }
  }
  return found;
}

/** (size, days · 5); the bins of each column stand behind those of the column before it, unless all share the same. */
function binsOf(
  examples: readonly Pick<PriceExample, 'values'>[],
  edges: readonly Edges[],
  size: number,
): HostTensor {
  const length = examples[0]!.values.length;
  const data = new Int32Array(size * length);
  const shared = edges[0] === edges[1];
  for (const [row, { values }] of examples.entries()) {
    for (const [i, value] of values.entries()) {
      const column = i % columns;
      const own = edges[column]!;
      data[row * length + i] = binOf(own, value) + (shared ? 0 : column * (own.length + 1));
    }
  }
  return int32([size, length], data);
}

function labelledBins(examples: readonly PriceExample[], edges: readonly Edges[], size: number) {
  const labels = new Int32Array(size);
  const weights = new Float32Array(size);
  for (const [row, { label }] of examples.entries()) {
    labels[row] = label;
    weights[row] = 1;
  }
  return {
    bins: binsOf(examples, edges, size),
    labels: int32([size], labels),
    weights: float32([size], weights),
  };
}

function edgesTensor(edges: readonly Edges[]): HostTensor {
  const tensor = zeros([columns, edges[0]!.length]);
  for (const [column, own] of edges.entries()) tensor.data.set(own, column * own.length);
  return tensor;
}

/** The more frequent move; the last move again; logistic regression on the same values. */
async function priceBaselines(
  train: readonly PriceExample[],
  test: readonly PriceExample[],
  classes: string[],
  { emit, signal, phase }: RunContext,
): Promise<Record<string, Scores>> {
  const stage = 'baselines: logistic regression';
  phase(stage);
  const truth = test.map(({ label }) => label);
  const labels = train.map(({ label }) => label);
  const majority = majorityClass(labels, classes.length);
  const regression = await fitLogisticRegression(standardised(train, train), labels, classes.length, {
    c: 1,
    signal,
    onIteration: iterationsOf(stage, emit),
  });
  return {
    majority: scores(
      truth,
      test.map(() => majority),
      classes,
    ),
    dayBefore: scores(
      truth,
      test.map(({ before }) => before),
      classes,
    ),
    logisticRegression: scores(
      truth,
      [...predictLogisticRegression(regression, standardised(test, train))],
      classes,
    ),
  };
}

/** The examples' values, each less its mean and over its deviation in the reference. */
function standardised(examples: readonly PriceExample[], reference: readonly PriceExample[]): SparseRows {
  const width = reference[0]!.values.length;
  const mean = new Float64Array(width);
  for (const { values } of reference)
    for (let i = 0; i < width; i++) mean[i]! += values[i]! / reference.length;
  const variance = new Float64Array(width);
  for (const { values } of reference) {
    for (let i = 0; i < width; i++) variance[i]! += (values[i]! - mean[i]!) ** 2 / reference.length;
  }
  const values = new Float64Array(examples.length * width);
  for (const [row, example] of examples.entries()) {
    for (let i = 0; i < width; i++) {
      values[row * width + i] = (example.values[i]! - mean[i]!) / (Math.sqrt(variance[i]!) || 1);
    }
  }
  return {
    width,
    values,
    offsets: Int32Array.from({ length: examples.length + 1 }, (_, row) => row * width),
    columns: Int32Array.from({ length: values.length }, (_, i) => i % width),
  };
}
