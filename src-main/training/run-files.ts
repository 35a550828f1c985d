import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { readSafetensors, writeSafetensors } from '../engine/safetensors.ts';
import type { HostTensor } from '../engine/types.ts';
import { UserError } from '../store/errors.ts';
import type { Store } from '../store/open.ts';
import { Vocabulary } from '../text/vocabulary.ts';
import { type TrainConfig, trainConfigSchema } from './config.ts';

/** What a run keeps beside its weights, in `runs/ID/run.json` of the workspace. */
const runFileSchema = z.object({
  config: trainConfigSchema,
  classes: z.array(z.string()),
  vocabulary: z.array(z.string()),
});

export interface RunFiles<C extends TrainConfig = TrainConfig> {
  config: C;
  classes: string[];
  vocabulary: Vocabulary;
}

export function runFolder(store: Store, run: number): string {
  return join(store.dir, 'runs', String(run));
}

/** Writes what the weights need to be read again; call it once, before the first checkpoint. */
export function writeRunFiles(store: Store, run: number, files: RunFiles): void {
  mkdirSync(runFolder(store, run), { recursive: true });
  const content = { config: files.config, classes: files.classes, vocabulary: files.vocabulary.words };
  writeFileSync(join(runFolder(store, run), 'run.json'), JSON.stringify(content));
}

/** Writes the weights so that a reader finds the old or the new ones whole, never a mixture. */
export async function writeCheckpoint(
  store: Store,
  run: number,
  tensors: Record<string, HostTensor>,
): Promise<void> {
  await writeSafetensors(checkpoint(store, run), tensors, { run: String(run) });
}

/** @throws UserError where the run has no checkpoint (it was stopped before its first) or its folder is gone. */
export async function readRun(
  store: Store,
  run: number,
): Promise<RunFiles & { tensors: Record<string, HostTensor> }> {
  const path = join(runFolder(store, run), 'run.json');
  if (!existsSync(path) || !existsSync(checkpoint(store, run))) {
    throw new UserError('use', `run ${run} kept no model: it does not exist or ended before its first epoch`);
  }
  const { config, classes, vocabulary } = runFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  const { tensors } = await readSafetensors(checkpoint(store, run));
  return { config, classes, vocabulary: new Vocabulary(vocabulary), tensors };
}

function checkpoint(store: Store, run: number): string {
  return join(runFolder(store, run), 'model.safetensors');
}
