/** What is trained from counted vectors, and how it is measured; `models/counted-start.ts` has the formulas. */
import { procrustes, rotated } from '../../companies/procrustes.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import { multiplyTransposed } from '../../counting/sparse-matrix.ts';
import type { HostTensor } from '../../engine/types.ts';
import type { Trainer, TrainerOptions } from '../../engine/trainer.ts';
import {
  countedStartLoss,
  foldedTexts,
  movedCompanies,
  type WeightedTexts,
} from '../../models/counted-start.ts';
import { keepAll, parameter, type Parameters } from '../../models/layers.ts';
import { zeros } from '../../models/initial.ts';
import { Random } from '../../random.ts';
import type { FitOptions } from '../../training/loop.ts';
import { countedVectors } from '../company-cooccurrence/company-vectors.ts';
import type { CountedCorpus, CountedText, Part } from '../company-cooccurrence/counted-texts.ts';
import { matchingScores, type MatchingScores } from '../company-embedding/matching.ts';
import { chunks, unit } from '../company-embedding/vectors.ts';
import { float32, int32, rowsOf } from '../texts/text-batch.ts';
import type { EncodedRows } from './encoded-rows.ts';
import { type TextRow, type TextRows, textRows } from './text-rows.ts';

/** Texts of a batch that predicts, and what the length of a batch is a multiple of: a graph is compiled for each. */
const predicted = 256;
const lengthUnit = 16;

/** Where training begins. */
export interface CountedStart {
  rows: TextRows;
  /** (N, D): the vectors of the training texts. */
  counted: Float32Array[];
  /** (V, D): a row for each word, the sum of the vectors of companies by the word's weight in each. */
  table: HostTensor;
  /** (N, D): the vectors of all texts, turned onto those of the training texts. */
  all: Float64Array[];
  /** (E): what an encoder gives each text; null: there is none. */
  encoded: EncodedRows | null;
}

type Settings = CompanyEmbeddingConfig;

/**
 * @param texts those of the corpus that count, in all parts
 * @param encode reads them as wholes; missing: there is no encoder
 */
export async function countedStart(
  corpus: CountedCorpus,
  texts: readonly CountedText[],
  config: Settings,
  encode: ((rows: TextRows, width: number) => Promise<EncodedRows | null>) | null = null,
): Promise<CountedStart> {
  const settings = { ...config, ownName: 'masked' } as const;
  const training = texts.filter(({ part }) => part === 'train');
  const counted = countedVectors(corpus, training, settings);
  const early = counted.map((vector) => Float64Array.from(vector));
  const whole = countedVectors(corpus, texts, settings).map((vector) => Float64Array.from(vector));
  const rows = textRows(corpus, texts);
  const width = counted[0]!.length;
  const folded = multiplyTransposed(
    rows.centroids,
    Float64Array.from(early.flatMap((vector) => [...vector])),
    width,
  );
  return {
    rows,
    counted,
    table: scaled({ shape: [rows.vocabulary.size, width], data: Float32Array.from(folded) }, rows.train),
    all: rotated(whole, procrustes(whole, early)),
    encoded: encode && (await encode(rows, width)),
  };
}

/** The table at a scale at which training texts have a root mean square length of 1, to suit the learning rate. */
function scaled(table: { shape: number[]; data: Float32Array }, texts: readonly TextRow[]): HostTensor {
  const width = table.shape[1]!;
  const squares = texts.map((text) =>
    foldedBy(table.data, text, width).reduce((sum, value) => sum + value * value, 0),
  );
  const length = Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / squares.length) || 1;
  return { ...table, dtype: 'float32', data: table.data.map((value) => value / length) };
}

function foldedBy(table: Float32Array, { tokens, weights }: TextRow, width: number): Float32Array {
  const sum = new Float32Array(width);
  tokens.forEach((token, at) => {
    for (let i = 0; i < width; i++) sum[i]! += weights[at]! * table[token * width + i]!;
  });
  return sum;
}

/** How held-out texts find their company before anything is trained. */
export function startScores({ counted, table, rows }: CountedStart, temperature: number): MatchingScores {
  const data = Float32Array.from(table.data);
  const held = rows.test.map((text) => ({
    vector: unit(foldedBy(data, text, table.shape[1]!)),
    company: text.company,
  }));
  return matchingScores(counted, held, temperature);
}

interface Inputs extends WeightedTexts {
  target: Parameters[string];
  weights: Parameters[string];
}

export function matchingModel(
  { counted, table, encoded }: CountedStart,
  config: Settings,
): Omit<TrainerOptions<Inputs, Inputs>, 'name' | 'device' | 'optimizer' | 'seed'> {
  const shape = [counted.length, counted[0]!.length];
  const data = Float32Array.from(counted.flatMap((vector) => [...vector]));
  return {
    params: {
      counted: { shape, dtype: 'float32', data },
      moved: zeros(...shape),
      // At 0, so that training starts from what is counted.
      ...(encoded && { 'encoded.weight': zeros(shape[1]!, encoded.width) }),
    },
    tables: { words: table },
    lookups: { tokens: 'words' },
    paddingRow: 0,
    frozen: ['counted'],
    loss: (parameters, inputs, { dropout }) => ({
      loss: countedStartLoss(
        parameters,
        {
          tokens: inputs.tokens,
          tokenWeights: inputs.tokenWeights,
          ...(encoded && { pooled: parameter(inputs, 'pooled') }),
          target: parameter(inputs, 'target'),
          weights: parameter(inputs, 'weights'),
        },
        { ...config, dropout: (x) => dropout(x, config.dropout) },
      ),
    }),
    forward: (parameters, inputs) => ({
      texts: foldedTexts(parameters, inputs, keepAll),
      companies: movedCompanies(parameters),
    }),
  };
}

/** The batches of every epoch, each text of each company once, and what is measured after it. */
export function matchingEpochs(
  start: CountedStart,
  config: Settings,
): (trainer: Trainer) => Pick<FitOptions, 'best' | 'stepsPerEpoch' | 'batches' | 'validate'> {
  const { rows, encoded } = start;
  return (trainer) => ({
    best: null,
    stepsPerEpoch: Math.ceil(rows.train.length / config.batchSize),
    *batches(epoch) {
      const order = Random.ofEpoch(config.seed, epoch).shuffle([...rows.train]);
      for (const part of chunks(order, config.batchSize)) yield textBatch(part, config.batchSize, encoded);
    },
    validate: async () => {
      const { loss, top1, top10 } = await scoresOf(trainer, start, 'valid', config.temperature);
      return { loss, top1, top10 };
    },
  });
}

/** How texts find their company by what a trainer has learned. */
export async function scoresOf(
  trainer: Pick<Trainer, 'predict'>,
  start: CountedStart,
  part: Part,
  temperature: number,
): Promise<MatchingScores> {
  const { companies, held } = await matched(trainer, start, part);
  return matchingScores(companies, held, temperature);
}

/** Companies and the texts of a part, (D) each, as a trainer has them. */
export async function matched(
  trainer: Pick<Trainer, 'predict'>,
  { rows, encoded }: Pick<CountedStart, 'rows' | 'encoded'>,
  part: Part,
): Promise<{ companies: Float32Array[]; held: { vector: Float32Array; company: number }[] }> {
  let companies: Float32Array[] = [];
  const held: { vector: Float32Array; company: number }[] = [];
  for (const texts of chunks(rows[part], predicted)) {
    const found = await trainer.predict(textBatch(texts, predicted, encoded));
    companies = rowsOfTensor(found['companies']!);
    const vectors = rowsOfTensor(found['texts']!);
    texts.forEach(({ company }, at) => held.push({ vector: vectors[at]!, company }));
  }
  return { companies, held };
}

/** A vector of length 1 a company from all texts: where it was counted, moved as far as training has moved it. */
export async function finalVectors(
  trainer: Pick<Trainer, 'state'>,
  { all }: CountedStart,
): Promise<Float32Array[]> {
  const { params } = await trainer.state();
  const moved = rowsOfTensor(params['moved']!);
  return all.map((vector, at) => unit(Float32Array.from(vector, (value, i) => value + moved[at]![i]!)));
}

function rowsOfTensor({ shape: [rows, width], data }: HostTensor): Float32Array[] {
  return Array.from({ length: rows! }, (_, row) =>
    Float32Array.from(data.subarray(row * width!, (row + 1) * width!)),
  );
}

function textBatch(
  texts: readonly TextRow[],
  size: number,
  encoded: EncodedRows | null,
): Record<string, HostTensor> {
  const length = rowsOf(
    texts.reduce((longest, { tokens }) => Math.max(longest, tokens.length), 0),
    lengthUnit,
  );
  const tokens = int32([size, length]);
  const tokenWeights = float32([size, length]);
  const target = int32([size]);
  const weights = float32([size]);
  texts.forEach((text, row) => {
    tokens.data.set(text.tokens, row * length);
    tokenWeights.data.set(text.weights, row * length);
    target.data[row] = text.company;
    weights.data[row] = 1;
  });
  const pooled = encoded && float32([size, encoded.width]);
  if (pooled) {
    texts.forEach((text, row) => pooled.data.set(encoded.of.get(text)!, row * encoded.width));
  }
  return { tokens, tokenWeights, target, weights, ...(pooled && { pooled }) };
}
