import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { readSafetensorsShapes } from '../engine/safetensors.ts';
import { UserError } from '../errors.ts';
import { readJsonFile } from './json-file.ts';

/** A tensor of a checkpoint, and the file that has it. */
export interface StoredTensor {
  /** Name in the file. */
  name: string;
  file: string;
  /** The format's name of its type, as F32 or BF16. */
  dtype: string;
  shape: readonly number[];
}

export const wholeFile = 'model.safetensors';
export const indexFile = 'model.safetensors.index.json';

/** The published index of weights in several files. */
export const indexSchema = z.object({ weight_map: z.record(z.string(), z.string()) });

/** Other formats in which weights are published, none of which is read. */
const otherFormats = [
  'pytorch_model.bin',
  'pytorch_model.bin.index.json',
  'tf_model.h5',
  'flax_model.msgpack',
  'bert_model.ckpt.index',
];

/**
 * The tensors of a folder's weights, which are `model.safetensors` or the files of `model.safetensors.index.json`.
 * @throws UserError if there are none, or where the index does not fit its files
 */
export async function storedTensors(folder: string): Promise<StoredTensor[]> {
  if (existsSync(join(folder, wholeFile))) return tensorsOf(join(folder, wholeFile));
  if (existsSync(join(folder, indexFile))) return indexedTensors(folder);
  throw new UserError('input', withoutWeights(folder));
}

async function tensorsOf(file: string): Promise<StoredTensor[]> {
  const found = await readSafetensorsShapes(file);
  return Object.entries(found).map(([name, { dtype, shape }]) => ({ name, file, dtype, shape }));
}

async function indexedTensors(folder: string): Promise<StoredTensor[]> {
  const index = join(folder, indexFile);
  const { weight_map: map } = await readJsonFile(index, indexSchema);
  const files = new Set(Object.values(map));
  const stored = new Map<string, StoredTensor>();
  for (const file of files) {
    if (!isPlainName(file)) {
      throw new UserError('input', `${index}: ${file} is not the name of a file in the same folder.`);
    }
    if (!existsSync(join(folder, file))) {
      throw new UserError(
        'input',
        `${index} names ${file}, which is missing: download the checkpoint again.`,
      );
    }
    for (const tensor of await tensorsOf(join(folder, file))) {
      if (map[tensor.name] === file) stored.set(tensor.name, tensor);
    }
  }
  for (const [name, file] of Object.entries(map)) {
    if (!stored.has(name)) {
      throw new UserError(
        'input',
        `${index} lists the tensor ${name} in ${file}, but it is not there: download the checkpoint again.`,
      );
    }
  }
  return [...stored.values()];
}

/** Whether a name from a file stays in its folder. */
export function isPlainName(file: string): boolean {
  return file !== '' && file !== '.' && file !== '..' && basename(file) === file && !/[\\/:\0]/.test(file);
}

/** The sentence about a folder without weights that can be read. `other`: those in another format that it has. */
export function withoutWeights(
  folder: string,
  other = otherFormats.find((name) => existsSync(join(folder, name))),
): string {
  if (other === undefined) {
    return `${folder} has no weights: neither ${wholeFile} nor ${indexFile} is there.`;
  }
  return (
    `${folder} has its weights only as ${other}, which is not read (a pickle may run code when it is opened). ` +
    `Convert them to ${wholeFile} once, with Python: from transformers import AutoModel; ` +
    `AutoModel.from_pretrained("${folder}").save_pretrained("${folder}", safe_serialization=True). ` +
    `Or use a revision of the checkpoint that has ${wholeFile}, such as NAME@refs/pr/1`
  );
}
