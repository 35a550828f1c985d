import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Pooling } from '../models/bert-config.ts';
import { tokenizerFiles } from '../text/tokenizer-files.ts';
import { readBertConfig } from './bert-checkpoint.ts';
import { families } from './families/all.ts';
import { readJsonFile } from './json-file.ts';
import { sentenceFiles, writeSentenceFiles } from './sentence-files.ts';

/** What `writeDerivedFiles` writes beside `config.json`. */
export const filesBesideWeights: readonly string[] = [...tokenizerFiles, ...sentenceFiles];

export interface DerivedOptions {
  /** How texts are pooled, where that is not what the folder says. */
  pooling?: Pooling;
  /** Whether its head is the one for masked language modelling. */
  masked?: boolean;
  /** Fingerprints of the texts that it was trained on without labels, those of the folder included; missing: just those. */
  pretraining?: readonly string[];
}

const pretrainedSchema = z.looseObject({
  contexture: z.looseObject({ pretraining: z.array(z.string()).optional() }).nullish(),
});

/**
 * Fingerprints of the texts that a checkpoint was trained on here without labels; none of one that was published, or of a
 * folder that is no checkpoint, which whoever opens it says.
 */
export async function pretrainingOf(folder: string): Promise<string[]> {
  if (!existsSync(join(folder, 'config.json'))) return [];
  const { contexture } = await readJsonFile(join(folder, 'config.json'), pretrainedSchema);
  return contexture?.pretraining ?? [];
}

/**
 * Writes what makes a folder with `model.safetensors` a checkpoint in the published layout: the tokeniser's files as they
 * were, a `config.json` that names the classes, and how texts are pooled. Any program that reads such folders reads it.
 * @param classes of the published classifier; null: the folder is read as an encoder
 */
export async function writeDerivedFiles(
  from: string,
  to: string,
  classes: readonly string[] | null,
  { pooling, masked = false, pretraining }: DerivedOptions = {},
): Promise<void> {
  for (const file of tokenizerFiles) {
    // Not copied as a file: it would stay read-only where the checkpoint is, and could not be written again.
    if (existsSync(join(from, file))) await writeFile(join(to, file), await readFile(join(from, file)));
  }
  const read = await readBertConfig(from);
  const used = pooling ?? read.pooling;
  if (used.mode !== 'pooler') {
    await writeSentenceFiles(to, used, { width: read.hidden_size, maxLength: read.max_seq_length });
  }
  const learned = pretraining ?? (await pretrainingOf(from));
  const { className } = families[read.family];
  const published = await readJsonFile(join(from, 'config.json'), z.record(z.string(), z.unknown()));
  const config = {
    ...published,
    model_type: read.family,
    // Only behind its pooler is the classifier the one that the class for classification has.
    architectures: [
      `${className}${masked ? 'ForMaskedLM' : classes && used.mode === 'pooler' ? 'ForSequenceClassification' : 'Model'}`,
    ],
    ...(masked && { tie_word_embeddings: true }),
    ...(classes && {
      id2label: Object.fromEntries(classes.map((name, id) => [id, name])),
      label2id: Object.fromEntries(classes.map((name, id) => [name, id])),
      problem_type: 'single_label_classification',
    }),
    // Weights are written as float32, whatever they were.
    ...('torch_dtype' in published && { torch_dtype: 'float32' }),
    ...('dtype' in published && { dtype: 'float32' }),
    contexture: { pooling: used, ...(learned.length > 0 && { pretraining: learned }) },
  };
  await writeFile(join(to, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
}
