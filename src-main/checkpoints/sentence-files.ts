import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Pooling } from '../models/bert-config.ts';
import { UserError } from '../errors.ts';
import { readJsonFile } from './json-file.ts';
import { isPlainName } from './weight-files.ts';

/** Files beside a checkpoint that say how a text becomes one vector (sentence-transformers); none of them is always there. */
export const sentenceFiles = ['modules.json', 'sentence_bert_config.json', '1_Pooling/config.json'] as const;

const modulesSchema = z.array(z.looseObject({ path: z.string(), type: z.string() }));

/** Each way of pooling is a flag of its own; newer files name the one that is used. */
const poolingFileSchema = z.looseObject({
  pooling_mode: z.union([z.string(), z.array(z.string())]).nullish(),
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
  pooling_mode_max_tokens: z.boolean().default(false),
  pooling_mode_mean_sqrt_len_tokens: z.boolean().default(false),
  pooling_mode_weightedmean_tokens: z.boolean().default(false),
  pooling_mode_lasttoken: z.boolean().default(false),
});

const limitSchema = z.looseObject({ max_seq_length: z.int().min(1).nullish() });

const modes: Readonly<Record<string, Pooling['mode']>> = { mean: 'mean', cls: 'cls', max: 'max' };
const readable = 'mean, cls and max can be read, one at a time';

/**
 * How a checkpoint's folder says that texts are pooled; null: it does not say it.
 * @throws UserError if it says something that is not supported
 */
export async function readPooling(folder: string): Promise<Pooling | null> {
  const list = join(folder, 'modules.json');
  if (!existsSync(list)) {
    const file = join(folder, '1_Pooling', 'config.json');
    return existsSync(file) ? { mode: await modeOf(file), normalize: false } : null;
  }
  let mode: Pooling['mode'] | null = null;
  let normalize = false;
  for (const { path, type } of await readJsonFile(list, modulesSchema)) {
    const kind = type.split('.').at(-1)!;
    if (kind === 'Pooling') mode = await modeOf(poolingFile(folder, list, path));
    else if (kind === 'Normalize') normalize = true;
    else if (kind !== 'Transformer') {
      throw new UserError(
        'input',
        `${list}: a ${kind} module is not supported: Transformer, Pooling and Normalize can be read.`,
      );
    }
  }
  return mode && { mode, normalize };
}

/** Most tokens of a text, special ones included, that a checkpoint is meant for; null: its folder does not say it. */
export async function readMaxLength(folder: string): Promise<number | null> {
  const file = join(folder, 'sentence_bert_config.json');
  return existsSync(file) ? ((await readJsonFile(file, limitSchema)).max_seq_length ?? null) : null;
}

/** Writes the files that say how texts are pooled into the folder of a checkpoint whose vectors are so wide. */
export async function writeSentenceFiles(
  folder: string,
  { mode, normalize }: Pooling,
  { width, maxLength }: { width: number; maxLength: number | null },
): Promise<void> {
  const module = (idx: number, path: string, kind: string) => {
    return { idx, name: String(idx), path, type: `sentence_transformers.models.${kind}` };
  };
  const modules = [
    module(0, '', 'Transformer'),
    module(1, '1_Pooling', 'Pooling'),
    ...(normalize ? [module(2, '2_Normalize', 'Normalize')] : []),
  ];
  const pooling = {
    word_embedding_dimension: width,
    pooling_mode_cls_token: mode === 'cls',
    pooling_mode_mean_tokens: mode === 'mean',
    pooling_mode_max_tokens: mode === 'max',
    pooling_mode_mean_sqrt_len_tokens: false,
  };
  await mkdir(join(folder, '1_Pooling'), { recursive: true });
  await writeFile(join(folder, 'modules.json'), json(modules));
  await writeFile(join(folder, '1_Pooling', 'config.json'), json(pooling));
  if (maxLength !== null) {
    const limit = { max_seq_length: maxLength, do_lower_case: false };
    await writeFile(join(folder, 'sentence_bert_config.json'), json(limit));
  }
}

function poolingFile(folder: string, list: string, path: string): string {
  if (!isPlainName(path)) {
    throw new UserError('input', `${list}: ${path} is not the name of a folder in the same folder.`);
  }
  const file = join(folder, path, 'config.json');
  if (existsSync(file)) return file;
  throw new UserError(
    'input',
    `${list} names ${path}/config.json, which is missing: take it from the same checkpoint.`,
  );
}

async function modeOf(file: string): Promise<Pooling['mode']> {
  const { pooling_mode: named, ...flags } = await readJsonFile(file, poolingFileSchema);
  const chosen =
    named != null && named.length > 0
      ? [named].flat().flatMap((name) => name.split('+'))
      : Object.entries(flags)
          .filter(([key, value]) => key.startsWith('pooling_mode_') && value === true)
          .map(([key]) => key.replace(/^pooling_mode_|_tokens?$/g, ''));
  const mode = modes[chosen[0] ?? ''];
  if (chosen.length === 1 && mode) return mode;
  const what = chosen.length === 0 ? 'no pooling' : `pooling by ${chosen.join(' and ')}`;
  throw new UserError('input', `${file}: ${what} is not supported: ${readable}.`);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
