import { existsSync, readdirSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { sizeOf } from '../engine/host.ts';
import { readSafetensors } from '../engine/safetensors.ts';
import type { HostTensor } from '../engine/types.ts';
import { type BertConfig, type EncoderFamily, type Pooling, poolingSchema } from '../models/bert-config.ts';
import {
  bertClassifierShapes,
  bertEncoderShapes,
  bertPoolerShapes,
  initBertParameters,
  type Shapes,
  wordEmbeddings,
  maskedHeadShapes,
} from '../models/bert-parameters.ts';
import type { Random } from '../random.ts';
import { UserError } from '../errors.ts';
import type { SubwordTokenizer } from '../text/subword-tokenizer.ts';
import { openTokenizer } from '../text/tokenizer-files.ts';
import { checkArchitecture, checkWeightNames } from './architecture.ts';
import { families } from './families/all.ts';
import { misfits } from './fit.ts';
import { readJsonFile } from './json-file.ts';
import { canonicalName } from './parameter-names.ts';
import { readMaxLength, readPooling } from './sentence-files.ts';
import { type StoredTensor, storedTensors } from './weight-files.ts';

export interface BertCheckpoint {
  config: BertConfig;
  /** float32, under the names of `bertEncoderShapes`, `bertPoolerShapes` and `bertClassifierShapes`. */
  parameters: Record<string, HostTensor>;
  /** Names of the classes, where the checkpoint's own head was taken. */
  classes: string[] | null;
  /** Parameters that the checkpoint does not bring, drawn by chance: they have to be trained. */
  fresh: string[];
  /** Tensors of the checkpoint that this model has no place for, as the heads of other tasks. */
  leftOut: string[];
}

export interface BertCheckpointOptions {
  /**
   * published: the checkpoint's own classifier, which must be there; a number: a new one with so many classes; masked: the
   * head that predicts masked tokens, a new one where the checkpoint has none that is tied to its token vectors.
   */
  head: 'published' | 'masked' | number;
  /** Draws what the checkpoint does not bring. */
  random: Random;
  /** The encoder will be trained with a new head: this is then the one of its family, if its folder says nothing of pooling. */
  tuned?: boolean;
}

/** Buffers that older checkpoints store although they are no parameters. */
const buffers = new Set(['bert.embeddings.position_ids', 'bert.embeddings.token_type_ids']);

/** What a checkpoint has and lacks, by its `config.json` and the headers of its weights. */
interface Described extends Pick<BertCheckpoint, 'config' | 'classes' | 'leftOut'> {
  /** Parameters that are read, and those that are drawn, by their names here. */
  wanted: Shapes;
  missing: Shapes;
  stored: ReadonlyMap<string, StoredTensor>;
}

/**
 * Opens a folder in the published layout: `config.json` and `model.safetensors`, or the several files of
 * `model.safetensors.index.json`.
 * @throws UserError that names what is supported where it is of no family that is read, or the file and every tensor that is missing, unexpected or of another shape than config.json says
 */
export async function openBertCheckpoint(
  folder: string,
  options: BertCheckpointOptions,
): Promise<BertCheckpoint> {
  const { config, classes, leftOut, wanted, missing, stored } = await described(folder, options);
  return {
    config,
    parameters: { ...(await readWanted(wanted, stored)), ...initBertParameters(options.random, missing) },
    classes,
    fresh: Object.keys(missing),
    leftOut,
  };
}

/**
 * Checks all of a folder but the values of its weights, which may take gigabytes: only their headers are read.
 * @throws UserError as `openBertCheckpoint`, and if its tokeniser cannot be read or belongs to another one
 */
export async function checkBertFolder(folder: string): Promise<void> {
  const { config } = await described(folder, { head: 2 });
  await openBertTokenizer(folder, config);
}

async function described(
  folder: string,
  { head, tuned = false }: Omit<BertCheckpointOptions, 'random'>,
): Promise<Described> {
  const config = await readConfig(folder, { tuned, published: head === 'published' });
  const stored = byCanonicalName(folder, await storedTensors(folder), config.family);
  if (!stored.has(wordEmbeddings)) checkWeightNames(folder, stored.keys(), config.family);
  const has = (part: string) => [...stored.keys()].some((name) => name.startsWith(part));

  const pooler = config.pooling.mode === 'pooler' ? bertPoolerShapes(config) : {};
  const own = head === 'published' ? publishedClasses(folder, config, stored) : null;
  const classifier = head === 'masked' ? {} : bertClassifierShapes(config, own?.length ?? Number(head));
  const masked = head === 'masked' ? maskedHeadShapes(config) : {};
  const hasMasked = Object.keys(masked).every((name) => stored.has(name)) && (await isTied(folder));
  const wanted: Shapes = {
    ...bertEncoderShapes(config),
    ...(has('bert.pooler.') ? pooler : {}),
    ...(own ? classifier : {}),
    ...(hasMasked ? masked : {}),
  };

  const others = [...stored].filter(([name]) => !Object.hasOwn(wanted, name) && !buffers.has(name));
  // A pooler that the checkpoint has and does not use is left out.
  const ours = others.filter(([name]) => /^bert\.(?!pooler\.)/.test(name));
  const problems = misfits(
    wanted,
    stored,
    ours.map(([, tensor]) => tensor),
  );
  if (problems.length > 0) {
    const files = [...new Set([...stored.values()].map(({ file }) => file))].join(', ');
    throw new UserError(
      'input',
      `${files}: the weights do not fit ${join(folder, 'config.json')}: ${problems.join('. ')}. ` +
        'Take both from the same checkpoint, or download it again.',
    );
  }
  const missing = { ...pooler, ...classifier, ...masked };
  for (const name of Object.keys(wanted)) delete missing[name];
  checkMemory(wanted, stored);
  const leftOut = others.map(([, { name }]) => name);
  return { config, classes: own, leftOut, wanted, missing, stored };
}

const tiedSchema = z.looseObject({ tie_word_embeddings: z.boolean().nullish() });

/** Whether the last layer of the head for masked tokens is the table of token vectors, as it is unless stated otherwise. */
async function isTied(folder: string): Promise<boolean> {
  const { tie_word_embeddings: tied } = await readJsonFile(join(folder, 'config.json'), tiedSchema);
  return tied !== false;
}

/** The configuration of a checkpoint's folder. */
export function readBertConfig(folder: string): Promise<BertConfig> {
  return readConfig(folder, { tuned: false, published: false });
}

/** Reading a pipe or a device may never end. */
function checkFiles(folder: string): void {
  for (const name of readdirSync(folder)) {
    const found = statSync(join(folder, name), { throwIfNoEntry: false });
    if (!found || found.isFile() || found.isDirectory()) continue;
    throw new UserError('input', `${join(folder, name)} is a pipe or a device, not a file.`);
  }
}

/** What `writeDerivedFiles` notes in `config.json` under a key that no other program has. */
const notedSchema = z.looseObject({ contexture: z.object({ pooling: poolingSchema }).nullish() });

async function readConfig(
  folder: string,
  { tuned, published }: { tuned: boolean; published: boolean },
): Promise<BertConfig> {
  const path = join(folder, 'config.json');
  if (!existsSync(path)) {
    throw new UserError('input', `${folder} is not the folder of a checkpoint: it has no config.json.`);
  }
  checkFiles(folder);
  const { family, classifies } = await checkArchitecture(path);
  const config = await readJsonFile(path, families[family].config);
  const { contexture: noted } = await readJsonFile(path, notedSchema);
  const stated = noted?.pooling ?? (published && classifies ? null : await readPooling(folder));
  const hasPooler = family === 'bert' || classifies || tuned || published;
  const usual: Pooling = { mode: hasPooler ? 'pooler' : 'mean', normalize: false };
  return { ...config, pooling: stated ?? usual, max_seq_length: await readMaxLength(folder) };
}

/**
 * The tokeniser of a checkpoint's folder.
 * @throws UserError also where it gives ids that the checkpoint's table of word vectors does not have
 */
export async function openBertTokenizer(folder: string, config: BertConfig): Promise<SubwordTokenizer> {
  const tokenizer = await openTokenizer(folder);
  if (tokenizer.size <= config.vocab_size) return tokenizer;
  throw new UserError(
    'input',
    `${folder}: its tokeniser has ${tokenizer.size} words, but config.json says vocab_size ${config.vocab_size}: ` +
      'take both from the same checkpoint.',
  );
}

function byCanonicalName(
  folder: string,
  tensors: readonly StoredTensor[],
  family: EncoderFamily,
): Map<string, StoredTensor> {
  const stored = new Map<string, StoredTensor>();
  for (const tensor of tensors) {
    const name = canonicalName(tensor.name, family);
    const before = stored.get(name);
    if (before) {
      throw new UserError('input', `${folder}: ${before.name} and ${tensor.name} are the same parameter.`);
    }
    stored.set(name, tensor);
  }
  return stored;
}

/** Names of the classes of the checkpoint's own classifier, in the order of its rows. */
function publishedClasses(
  folder: string,
  config: BertConfig,
  stored: ReadonlyMap<string, StoredTensor>,
): string[] {
  const weight = stored.get('classifier.weight');
  if (!weight) {
    throw new UserError(
      'input',
      `${folder} has no classifier (${families[config.family].head.classifier}.weight): it is an encoder that has to be trained on labels first.`,
    );
  }
  const labels = config.id2label;
  if (!labels) {
    // A weight that is no such table is told with the others that do not fit.
    const [rows = 0, width] = weight.shape;
    return Array.from({ length: width === config.hidden_size ? rows : 0 }, (_, i) => `LABEL_${i}`);
  }
  return Object.keys(labels).map((_, i) => {
    const label = labels[String(i)];
    if (label === undefined) {
      throw new UserError('input', `${join(folder, 'config.json')}: id2label has no class ${i}.`);
    }
    return label;
  });
}

async function readWanted(
  wanted: Shapes,
  stored: ReadonlyMap<string, StoredTensor>,
): Promise<Record<string, HostTensor>> {
  const names = new Map(Object.keys(wanted).map((name) => [stored.get(name)!, name]));
  const parameters: Record<string, HostTensor> = {};
  for (const file of new Set([...names.keys()].map(({ file }) => file))) {
    const here = new Map(
      [...names].filter(([tensor]) => tensor.file === file).map(([t, name]) => [t.name, name]),
    );
    const { tensors } = await readSafetensors(file, { only: (name) => here.has(name) });
    for (const [name, tensor] of Object.entries(tensors)) {
      checkNumbers(file, name, tensor);
      parameters[here.get(name)!] = tensor;
    }
  }
  return parameters;
}

/** The share of the memory of a machine that weights may take. */
const shareOfMemory = 0.75;

function checkMemory(wanted: Shapes, stored: ReadonlyMap<string, StoredTensor>): void {
  const numbers = Object.keys(wanted).reduce((sum, name) => sum + sizeOf(stored.get(name)!.shape), 0);
  const needed = 4 * numbers;
  if (needed <= shareOfMemory * totalmem()) return;
  const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GB`;
  throw new UserError(
    'use',
    `${dirname([...stored.values()][0]!.file)}: its weights take ${gigabytes(needed)} of memory, and this machine has ${gigabytes(totalmem())}. Choose a smaller checkpoint.`,
  );
}

/** Weights that are no numbers make every result one that is none, which would be blamed on the learning rate. */
function checkNumbers(file: string, name: string, { dtype, data }: HostTensor): void {
  if (dtype !== 'float32' || data.every((value) => Number.isFinite(value))) return;
  throw new UserError(
    'input',
    `${file}: the tensor ${name} has values that are not numbers, or infinite: the weights are damaged. Download the checkpoint again.`,
  );
}
