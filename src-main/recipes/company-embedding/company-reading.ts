/** How the texts of companies are read: by words that are learned, or by a checkpoint that stays as published. */
import { writeDerivedFiles } from '../../checkpoints/derived-files.ts';
import { checkpointOf } from '../../configs/classifiers.ts';
import type { CompanyEmbeddingConfig } from '../../configs/company-embedding.ts';
import type { TrainerOptions } from '../../engine/trainer.ts';
import type { Device, HostTensor } from '../../engine/types.ts';
import type { CompanyReader } from '../../models/company-embedding.ts';
import type { InitialParameters } from '../../models/initial.ts';
import { Random } from '../../random.ts';
import type { MatchingResult } from '../../results/companies.ts';
import type { RunFiles } from '../../runs/run-files.ts';
import { runFolder } from '../../runs/run-folder.ts';
import type { WritableStore } from '../../store/store.ts';
import type { TrainingContext } from '../../training/loop.ts';
import { FrozenTexts } from '../texts/frozen-texts.ts';
import { openBert } from '../texts/open-bert.ts';
import { frozenEncoder } from '../texts/pooled-vectors.ts';
import { TokenStore } from '../texts/token-store.ts';
import { type CompanyTexts, textsAsVectors, textsAsWords } from './company-texts.ts';
import { checkpointFacts, companyWords, vectorFacts } from './company-words.ts';
import type { CompanyData } from './data.ts';

export interface CompanyReading {
  reader: CompanyReader;
  texts: CompanyTexts;
  files: Pick<RunFiles, 'vocabulary' | 'checkpoint'>;
  writeFiles?: () => Promise<void>;
  /** What is trained, and from where. */
  start: Pick<TrainerOptions, 'params' | 'tables' | 'lookups' | 'paddingRow' | 'frozen'>;
  fixed: Readonly<Record<string, HostTensor>>;
  /** What a result says of the vectors or the checkpoint that it started from. */
  facts: () => Promise<Pick<MatchingResult, 'vectors' | 'vectorsSawTest' | 'checkpointSawTest'>>;
}

interface Beginning {
  store: WritableStore;
  run: number;
  config: CompanyEmbeddingConfig;
  device: Device;
  context: TrainingContext;
}

/** @param init what is learned above the texts */
export function companyReading(
  beginning: Beginning,
  companies: readonly CompanyData[],
  init: (random: Random, reader: CompanyReader) => InitialParameters,
): Promise<CompanyReading> {
  const read = beginning.config.encoder === 'words' ? byWords : byCheckpoint;
  return read(beginning, companies, init);
}

async function byWords(
  { store, config, context }: Beginning,
  companies: readonly CompanyData[],
  init: Parameters<typeof companyReading>[2],
): Promise<CompanyReading> {
  const reader = { by: 'words', ...config } as const;
  const random = new Random(config.seed);
  const params = init(random, reader);
  const read = companies.flatMap(({ name, train }) => [name, ...train.map((text) => text.words)]);
  const words = await companyWords(store, read, { config, width: config.width }, random, context);
  const { vocabulary } = words;
  return {
    reader,
    texts: textsAsWords(new TokenStore(vocabulary, config.maxTokens)),
    files: { vocabulary },
    start: {
      params: { ...params, ...words.params },
      tables: { words: words.table },
      frozen: config.tuned ? [] : ['words'],
      lookups: { tokens: 'words', name: 'words' },
      paddingRow: 0,
    },
    fixed: {},
    facts: () => vectorFacts(store, testedOf(companies), config, words),
  };
}

async function byCheckpoint(
  { store, run, config, device, context }: Beginning,
  companies: readonly CompanyData[],
  init: Parameters<typeof companyReading>[2],
): Promise<CompanyReading> {
  // What it reads are words already, with names of emoji in place of those that it has no token for.
  const options = { ...config, frozen: true, cleanTexts: true };
  // The head that it opens with is not used.
  const opened = await openBert(store, options, 1, context);
  const { hidden_size: given, pooling } = opened.checkpoint.config;
  const encoder = frozenEncoder(device, opened, config.maxTokens, config.precision);
  const reader = { by: 'vectors', given, width: config.width, heads: config.heads } as const;
  return {
    reader,
    texts: textsAsVectors(new FrozenTexts(store, opened.vocabulary, encoder, context)),
    files: { vocabulary: opened.vocabulary, checkpoint: opened.hash },
    writeFiles: () => writeDerivedFiles(opened.folder, runFolder(store, run), null, { pooling }),
    start: { params: init(new Random(config.seed), reader) },
    fixed: encoder.parameters,
    facts: () => checkpointFacts(store, testedOf(companies), checkpointOf(config)),
  };
}

function testedOf(companies: readonly CompanyData[]): Set<number> {
  return new Set(companies.flatMap(({ test }) => test.map(({ document }) => document)));
}
