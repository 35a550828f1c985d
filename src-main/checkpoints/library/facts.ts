/** What a checkpoint is, read from its files. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile } from '../json-file.ts';
import { storedTensors } from '../weight-files.ts';
import type { CheckpointFacts } from './entry.ts';
import { modulesFile, poolingFile } from './published-files.ts';

const whole = z.int().min(1);
/** Keys of BERT, RoBERTa and MPNet; DistilBERT has its own for the same. */
const configSchema = z.looseObject({
  model_type: z.string().nullish(),
  hidden_size: whole.optional(),
  dim: whole.optional(),
  num_hidden_layers: whole.optional(),
  n_layers: whole.optional(),
  max_position_embeddings: whole.nullish(),
  id2label: z.record(z.string(), z.string()).nullish(),
});
const poolingSchema = z.record(z.string(), z.unknown());
const modulesSchema = z.array(z.looseObject({ type: z.string(), path: z.string().default('') }));

/** `pooling_mode_...` of `1_Pooling/config.json`, as sentence-transformers writes it. */
const poolings: Readonly<Record<string, string>> = {
  pooling_mode_mean_tokens: 'mean',
  pooling_mode_cls_token: 'cls',
  pooling_mode_max_tokens: 'max',
  pooling_mode_mean_sqrt_len_tokens: 'mean, divided by the root of the length',
  pooling_mode_weightedmean_tokens: 'weighted mean',
  pooling_mode_lasttoken: 'last token',
};

/** @throws UserError that names the file that cannot be read */
export async function factsOf(folder: string): Promise<CheckpointFacts> {
  const config = await readJsonFile(join(folder, 'config.json'), configSchema);
  const tensors = await storedTensors(folder);
  const modules = await modulesOf(folder);
  // Counters of positions are no parameters.
  const weights = tensors.filter(({ dtype }) => /^B?F\d+$/.test(dtype));
  const hasHead = tensors.some(({ name }) => /(?:^|\.)classifier\./.test(name));
  return {
    family: config.model_type ?? 'bert',
    layers: config.num_hidden_layers ?? config.n_layers ?? 0,
    width: config.hidden_size ?? config.dim ?? 0,
    parameters: weights.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0),
    positions: config.max_position_embeddings ?? null,
    pooling: await poolingOf(folder),
    normalized: modules.some(({ type }) => type.endsWith('.Normalize')),
    labels: hasHead ? Object.values(config.id2label ?? {}) : null,
    licence: await licenceOf(folder),
  };
}

/** Steps behind the pooling that are not read, by the names of their folders. */
export async function unreadModules(folder: string): Promise<string[]> {
  const read = /\.(?:Transformer|Pooling|Normalize)$/;
  return (await modulesOf(folder))
    .filter(({ type }) => !read.test(type))
    .map(({ path, type }) => path || type);
}

async function modulesOf(folder: string): Promise<z.infer<typeof modulesSchema>> {
  const file = join(folder, modulesFile);
  return existsSync(file) ? readJsonFile(file, modulesSchema) : [];
}

async function poolingOf(folder: string): Promise<string | null> {
  const file = join(folder, poolingFile);
  if (!existsSync(file)) return null;
  const config = await readJsonFile(file, poolingSchema);
  const chosen = Object.keys(poolings).filter((key) => config[key] === true);
  return chosen.length === 0 ? null : chosen.map((key) => poolings[key]).join(' and ');
}

/** The licence that the README names in its first lines (`license:` of its metadata), as the hub reads it. */
async function licenceOf(folder: string): Promise<string | null> {
  const text = await readFile(join(folder, 'README.md'), 'utf8').catch(() => '');
  const metadata = /^\uFEFF?---\r?\n(.*?)\r?\n---/s.exec(text)?.[1] ?? '';
  const licence = /^license:[ \t]*["']?([^"'\r\n]+?)["']?[ \t]*$/m.exec(metadata)?.[1];
  return licence ?? null;
}
