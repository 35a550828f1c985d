import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ReadableStore, WritableStore } from '../store/store.ts';
import type { TrainConfig } from '../configs/all.ts';
import { checkpointOf } from '../configs/classifiers.ts';
import { runFolder } from './run-folder.ts';
import type { RunRow } from '../training/types.ts';

/** The file of a run that reproduces it. Beside a checkpoint, config.json is that of the published layout. */
export function runConfigFile(store: ReadableStore, run: number, config: TrainConfig): string {
  return join(runFolder(store, run), checkpointOf(config) !== null ? 'contexture.json' : 'config.json');
}

/**
 * Writes what a run was begun with, for people and for `train --config`: every setting, and what the result depends on
 * beside them. An export names the same facts alike.
 */
export function writeRunConfig(store: WritableStore, row: RunRow): void {
  const { id, recipe, version, dataHash, device, config } = row;
  const facts = { run: id, recipe, trainedBy: `contexture ${version}`, dataHash, device };
  mkdirSync(runFolder(store, id), { recursive: true });
  const content = JSON.stringify({ ...facts, config: fromAnywhere(config) }, null, 2);
  writeFileSync(runConfigFile(store, id, config), `${content}\n`);
}

/** The settings with whole paths, so that they name the same files wherever they are used. */
function fromAnywhere(config: TrainConfig): TrainConfig {
  const whole = (path: string | null) => (path === null ? null : resolve(path));
  return {
    ...config,
    ...('trainFile' in config && { trainFile: whole(config.trainFile) }),
    ...('testFile' in config && { testFile: whole(config.testFile) }),
    ...('vectors' in config && typeof config.vectors === 'string' && { vectors: resolve(config.vectors) }),
    // A name of the hub is no path.
    ...('checkpoint' in config && existsSync(config.checkpoint) && { checkpoint: whole(config.checkpoint)! }),
  };
}
