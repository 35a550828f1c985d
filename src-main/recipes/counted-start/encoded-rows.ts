/** Texts as published word vectors or a checkpoint read them, beside their counted words. Neither is trained. */
import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import { checkpointOf } from '../../configs/classifiers.ts';
import { type CompanyEmbeddingConfig, startingVectors } from '../../configs/company-embedding.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import { Random } from '../../random.ts';
import type { MatchingResult } from '../../results/companies.ts';
import type { RunFiles } from '../../runs/run-files.ts';
import { runFolder } from '../../runs/run-folder.ts';
import type { WritableStore } from '../../store/store.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { readable } from '../company-embedding/company-texts.ts';
import { checkpointFacts, companyWords, vectorFacts } from '../company-embedding/company-words.ts';
import { openBert } from '../texts/open-bert.ts';
import { frozenEncoder, pooledVectors } from '../texts/pooled-vectors.ts';
import type { TextRow, TextRows } from './text-rows.ts';

export interface EncodedRows {
  /** E */
  width: number;
  /** (E): less the mean of the training texts, which have a root mean square length of 1. */
  of: ReadonlyMap<TextRow, Float32Array>;
  /** What is stored with the run. */
  files: Pick<RunFiles, 'checkpoint'>;
  writeFiles?: () => Promise<void>;
  fixed: Readonly<Record<string, HostTensor>>;
  /** What a result says of what read the texts. */
  facts: () => Promise<Pick<MatchingResult, 'vectors' | 'vectorsSawTest' | 'checkpointSawTest'>>;
}

interface Beginning {
  store: WritableStore;
  run: number;
  config: CompanyEmbeddingConfig;
  device: Device;
  context: TrainingContext;
  /** Documents of the test part. */
  tested: ReadonlySet<number>;
}

/**
 * @param width of the counted vectors
 * @returns null where nothing but counted words reads the texts
 * @throws UserError if the file of vectors or the checkpoint cannot be read
 */
export async function encodedRows(
  beginning: Beginning,
  rows: TextRows,
  width: number,
): Promise<EncodedRows | null> {
  if (beginning.config.encoder === 'checkpoint') return byCheckpoint(beginning, rows);
  return startingVectors(beginning.config) === null ? null : byWordVectors(beginning, rows, width);
}

/** The mean of the vectors of the words that have one. */
async function byWordVectors(
  { store, config, context, tested }: Beginning,
  rows: TextRows,
  width: number,
): Promise<EncodedRows> {
  const fixedVectors = { ...config, tuned: false };
  const words = await companyWords(
    store,
    rows.train.map((row) => row.words),
    { config: fixedVectors, width },
    new Random(config.seed),
    context,
  );
  const { vocabulary, table, known } = words;
  const given = table.shape[1]!;
  const meanOf = (text: TextRow): Float32Array => {
    const ids = vocabulary.encode(text.words, config.maxTokens).filter((id) => known.has(id));
    const mean = new Float32Array(given);
    for (const id of ids)
      for (let i = 0; i < given; i++) mean[i]! += table.data[id * given + i]! / ids.length;
    return mean;
  };
  return {
    ...atOneScale(rows, given, allOf(rows).map(meanOf)),
    files: {},
    fixed: {},
    facts: () => vectorFacts(store, tested, config, words),
  };
}

/** The pooled vector, each distinct text once. */
async function byCheckpoint(
  { store, run, config, device, context, tested }: Beginning,
  rows: TextRows,
): Promise<EncodedRows> {
  // What it reads are words already, with names of emoji in place of those that it has no token for.
  const options = { ...config, frozen: true, cleanTexts: true };
  // The head that it opens with is not used.
  const { checkpoint, vocabulary, hash, folder } = await openBert(store, options, 1, context);
  const encoder = frozenEncoder(
    device,
    { checkpoint, vocabulary, hash, folder },
    config.maxTokens,
    config.precision,
  );
  const tokens = allOf(rows).map(({ words }) =>
    vocabulary.encode(vocabulary.cut(readable(words), config.maxTokens), config.maxTokens),
  );
  const { hidden_size: width, pooling } = checkpoint.config;
  return {
    ...atOneScale(rows, width, await pooledVectors(store, encoder, tokens, context)),
    files: { checkpoint: hash },
    writeFiles: () => writeDerivedFiles(folder, runFolder(store, run), null, { pooling }),
    fixed: encoder.parameters,
    facts: () => checkpointFacts(store, tested, checkpointOf(config)),
  };
}

function allOf({ train, valid, test }: TextRows): TextRow[] {
  return [...train, ...valid, ...test];
}

/** @param vectors (E) of `allOf(rows)` */
function atOneScale(
  rows: TextRows,
  width: number,
  vectors: readonly Float32Array[],
): Pick<EncodedRows, 'width' | 'of'> {
  const training = vectors.slice(0, rows.train.length);
  const mean = new Float64Array(width);
  for (const vector of training) for (let i = 0; i < width; i++) mean[i]! += vector[i]! / training.length;
  let squares = 0;
  for (const vector of training)
    for (let i = 0; i < width; i++) squares += (vector[i]! - mean[i]!) ** 2 / training.length;
  const length = Math.sqrt(squares) || 1;
  const scaled = vectors.map((vector) => vector.map((value, i) => (value - mean[i]!) / length));
  return { width, of: new Map(allOf(rows).map((row, at) => [row, scaled[at]!])) };
}
