import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readBertConfig } from '../checkpoints/bert-checkpoint.ts';
import type { Trainer, TrainerState } from '../engine/trainer.ts';
import type { HostTensor } from '../engine/types.ts';
import type { BertConfig } from '../models/bert-config.ts';
import { UserError } from '../errors.ts';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import { maskOf } from '../text/masked-vocabulary.ts';
import type { TokenVocabulary } from '../text/tokens.ts';
import { readCheckpointFile, writeCheckpointFile } from './checkpoint-file.ts';
import type { TrainConfig } from '../configs/all.ts';
import { storedConfigSchema } from '../configs/stored.ts';
import { type Checkpointer, type Position, positionSchema } from '../training/loop.ts';
import { readNgrams, tensorsOf, withoutNgrams, writeGrams } from '../ngrams/files.ts';
import type { NgramPart } from '../ngrams/part.ts';
import { positionFile, runFolder } from './run-folder.ts';
import { checkpointOf } from '../configs/classifiers.ts';
import { runRow } from './runs.ts';
import { checkSeal } from './seal.ts';
import { fromStored, storedVocabularySchema, toStored } from './stored-vocabulary.ts';
import { checkWeights } from './weights-of-run.ts';

/** What a run stores next to its weights, in `runs/ID/run.json` of the workspace. */
const runFileSchema = z.object({
  config: storedConfigSchema,
  classes: z.array(z.string()),
  vocabulary: storedVocabularySchema,
  /** SHA-256 of the checkpoint's weights as they were when the run began. */
  checkpoint: z.string().optional(),
});

export interface RunFiles<C extends TrainConfig = TrainConfig> {
  config: C;
  classes: string[];
  vocabulary: TokenVocabulary;
  /** The checkpoint's own configuration, where the recipe takes one. */
  bert?: BertConfig;
  /** SHA-256 of the checkpoint's weights as they were when the run began. */
  checkpoint?: string;
}

/** A run as it is read back. */
export interface StoredModel extends RunFiles {
  tensors: Record<string, HostTensor>;
  /** Its n-gram part; null: it reads no n-grams. */
  ngrams: NgramPart | null;
}

/**
 * Writes what is needed to read the weights again; call it whenever a run starts or resumes.
 * @throws UserError if the run resumes with another checkpoint or vocabulary than it started with
 */
export function writeRunFiles(store: WritableStore, run: number, files: RunFiles): void {
  mkdirSync(runFolder(store, run), { recursive: true });
  const path = join(runFolder(store, run), 'run.json');
  const { config, classes, vocabulary, checkpoint } = files;
  const content = JSON.stringify({ config, classes, vocabulary: toStored(vocabulary), checkpoint });
  if (existsSync(path)) {
    const before = readRunFile(path);
    if (checkpoint !== undefined && before.checkpoint !== checkpoint) {
      throw new UserError(
        'use',
        `The checkpoint of run ${run} has changed since it started: train it again.`,
      );
    }
    const now = runFileSchema.parse(JSON.parse(content));
    if (JSON.stringify(before.vocabulary) !== JSON.stringify(now.vocabulary)) {
      throw new UserError('use', `The texts of run ${run} have changed since it started: train it again.`);
    }
  }
  writeFileSync(path, content);
}

function readRunFile(path: string): z.infer<typeof runFileSchema> {
  try {
    return runFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    const problem = `${path} is damaged: it is not what was written. Train the run again.`;
    throw new UserError('input', problem, { cause });
  }
}

/**
 * @throws UserError if there is no such run, it has no checkpoint (it was stopped before its first), its folder is
 *   gone, a file of it is damaged or its weights are those of another run
 */
export async function readRun(store: ReadableStore, run: number): Promise<StoredModel> {
  const path = join(runFolder(store, run), 'run.json');
  if (!existsSync(path) || !existsSync(weights(store, run))) {
    runRow(store, run);
    const folder = runFolder(store, run);
    throw new UserError(
      'use',
      `Run ${run} has no saved model: it stopped before the end of its first epoch, or files were removed from ${folder}.`,
    );
  }
  await checkSeal(store, run);
  const { config, classes, vocabulary } = readRunFile(path);
  const kept = await readCheckpointFile(weights(store, run));
  const { tensors } = kept;
  const cleaning = 'cleaning' in config ? config.cleaning : undefined;
  const opened = await fromStored(vocabulary, cleaning, path);
  const mask = maskOf(opened);
  const ngrams = await readNgrams(runFolder(store, run), tensors);
  checkWeights(weights(store, run), kept, { run, classes, words: opened.size });
  return {
    config,
    classes,
    vocabulary: opened,
    ...(checkpointOf(config) !== null && { bert: await readBertConfig(runFolder(store, run)) }),
    tensors: withoutNgrams(tensors),
    ngrams: mask && ngrams ? ngrams.readingOnly((text) => mask.of(text)) : ngrams,
  };
}

/** Keeps the n-grams of a run beside its best weights. */
export async function keepNgrams(store: WritableStore, run: number, part: NgramPart): Promise<void> {
  await writeGrams(runFolder(store, run), part.columns);
  const { tensors, metadata } = await readCheckpointFile(weights(store, run));
  await writeCheckpointFile(weights(store, run), { ...withoutNgrams(tensors), ...tensorsOf(part) }, metadata);
}

/** From the tensors that are trained to those that are stored, under the same names and of the same shapes. */
export type Stored = (tensors: Readonly<Record<string, HostTensor>>) => Record<string, HostTensor>;

/**
 * Saves a run's best weights, and its position with all that is needed to resume from there.
 * @param fixed weights of the model that are not trained
 * @param stored its tensors as they are stored
 */
export async function runCheckpointer(
  store: WritableStore,
  run: number,
  fixed: Readonly<Record<string, HostTensor>> = {},
  stored: Stored = (tensors) => ({ ...tensors }),
): Promise<Checkpointer> {
  return {
    best: ({ params, tables }) =>
      writeCheckpointFile(
        weights(store, run),
        { ...fixed, ...stored({ ...params, ...tables }) },
        {
          // Python's transformers reads no file that does not say so.
          format: 'pt',
          run: String(run),
        },
      ),
    position: (position, state) =>
      writeCheckpointFile(positionFile(store, run), flattened(state), {
        position: JSON.stringify(position),
        stepCount: String(state.stepCount),
      }),
    resume: await readPosition(store, run),
  };
}

/** Gives the trainer the best weights of the run. */
export async function restoreBest(store: ReadableStore, run: number, trainer: Trainer): Promise<void> {
  const { tensors: kept } = await readCheckpointFile(weights(store, run));
  const tensors = withoutNgrams(kept);
  const { tables } = await trainer.state();
  const isTable = ([name]: readonly [string, unknown]) => name in tables;
  const entries = Object.entries(tensors);
  await trainer.load({
    params: Object.fromEntries(entries.filter((entry) => !isTable(entry))),
    tables: Object.fromEntries(entries.filter(isTable)),
    moments: {},
    stepCount: 0,
  });
}

/** The last complete epoch of a stopped run that can be resumed, in its stage, from 0; null: there is none. */
export async function stoppedAfter(
  store: ReadableStore,
  run: number,
): Promise<{ stage: number; epoch: number } | null> {
  const kept = await readPosition(store, run);
  return kept && { stage: kept.position.earlier.length, epoch: kept.position.epoch };
}

/** Removes the position of a run that has finished. */
export function forgetPosition(store: WritableStore, run: number): void {
  rmSync(positionFile(store, run), { force: true });
}

async function readPosition(
  store: ReadableStore,
  run: number,
): Promise<{ position: Position; state: TrainerState } | null> {
  if (!existsSync(positionFile(store, run))) return null;
  const { tensors, metadata } = await readCheckpointFile(positionFile(store, run));
  const part = (name: keyof typeof kinds) =>
    Object.fromEntries(
      Object.entries(tensors)
        .filter(([key]) => key.startsWith(kinds[name]))
        .map(([key, tensor]) => [key.slice(kinds[name].length), tensor]),
    );
  return {
    position: positionSchema.parse(JSON.parse(metadata['position'] ?? 'null')),
    state: {
      params: part('params'),
      tables: part('tables'),
      moments: part('moments'),
      stepCount: z.coerce.number().int().parse(metadata['stepCount']),
    },
  };
}

const kinds = { params: 'param/', tables: 'table/', moments: 'moment/' } as const;

function flattened(state: TrainerState): Record<string, HostTensor> {
  return Object.fromEntries(
    (['params', 'tables', 'moments'] as const).flatMap((kind) =>
      Object.entries(state[kind]).map(([name, tensor]) => [kinds[kind] + name, tensor] as const),
    ),
  );
}

function weights(store: ReadableStore, run: number): string {
  return join(runFolder(store, run), 'model.safetensors');
}
