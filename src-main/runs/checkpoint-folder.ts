import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { locateCheckpoint } from '../checkpoints/locate.ts';
import { UserError } from '../errors.ts';
import { runFolder } from './run-folder.ts';
import { runRow } from './runs.ts';
import type { ReadableStore } from '../store/store.ts';

/** The run that a setting names as a checkpoint, as in `run:7`; null: it names something else. */
export function runOfCheckpoint(checkpoint: string): number | null {
  const number = /^run:(\d+)$/.exec(checkpoint)?.[1];
  return number === undefined ? null : Number(number);
}

/**
 * The folder of a checkpoint: of this machine, or of a run of the workspace that trained one further.
 * @throws UserError if there is none, or the run is of another recipe or has not finished
 */
export async function checkpointFolder(store: ReadableStore, checkpoint: string): Promise<string> {
  const run = runOfCheckpoint(checkpoint);
  if (run === null) return locateCheckpoint(checkpoint, { cache: join(store.dir, 'checkpoints') });
  const { recipe, result } = runRow(store, run);
  if (recipe !== 'masked-language-model') {
    throw new UserError(
      'use',
      `Run ${run} uses the recipe ${recipe}; a checkpoint comes from a masked-language-model run.`,
    );
  }
  const folder = runFolder(store, run);
  if (result === null) throw new UserError('use', `Run ${run} has not finished, so it is no checkpoint yet.`);
  if (existsSync(join(folder, 'model.safetensors'))) return folder;
  throw new UserError('use', `Run ${run} has no saved model: files were removed from ${folder}.`);
}
