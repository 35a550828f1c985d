import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { tokenizerFiles } from '../text/tokenizer-files.ts';
import { readJsonFile } from './json-file.ts';

/**
 * Writes what makes a folder with `model.safetensors` a checkpoint in the published layout: the tokeniser's files as they
 * were, and a `config.json` that names the classes. Any program that reads such folders reads it.
 * @param classes of the published classifier; null: the folder is read as an encoder
 */
export async function writeDerivedFiles(
  from: string,
  to: string,
  classes: readonly string[] | null,
): Promise<void> {
  for (const file of tokenizerFiles) {
    // Not copied as a file: it would stay read-only where the checkpoint is, and could not be written again.
    if (existsSync(join(from, file))) await writeFile(join(to, file), await readFile(join(from, file)));
  }
  const published = await readJsonFile(join(from, 'config.json'), z.record(z.string(), z.unknown()));
  const config = {
    ...published,
    model_type: 'bert',
    ...(classes === null
      ? { architectures: ['BertModel'] }
      : {
          architectures: ['BertForSequenceClassification'],
          id2label: Object.fromEntries(classes.map((name, id) => [id, name])),
          label2id: Object.fromEntries(classes.map((name, id) => [name, id])),
          problem_type: 'single_label_classification',
        }),
    // Weights are written as float32, whatever they were.
    ...('torch_dtype' in published && { torch_dtype: 'float32' }),
    ...('dtype' in published && { dtype: 'float32' }),
  };
  await writeFile(join(to, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
}
