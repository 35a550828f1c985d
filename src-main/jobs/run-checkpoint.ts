/** Adds what a run trained as a checkpoint of this machine. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraryFolder } from '../checkpoints/library/folder.ts';
import { exportRun } from '../export/export-run.ts';
import { checkpointFolder, runOfCheckpoint } from '../runs/checkpoint-folder.ts';
import type { ReadableStore } from '../store/store.ts';
import type { JobContext } from './context.ts';
import { type AddedRow, addCheckpoint } from './checkpoints.ts';

/** Whether what is to be added is a run of the workspace. */
export function isRun(source: string): boolean {
  return runOfCheckpoint(source) !== null;
}

/**
 * Adds a run that is named as in `run:7`, in the published layout.
 * @throws UserError if there is no such run, or it is no checkpoint
 */
export async function addRun(
  store: ReadableStore,
  source: string,
  name: string | null,
  context: Pick<JobContext, 'emit' | 'signal'>,
): Promise<AddedRow> {
  await checkpointFolder(store, source);
  const run = runOfCheckpoint(source)!;
  const folder = await mkdtemp(join(tmpdir(), 'contexture-run-'));
  const out = join(folder, 'exported');
  try {
    await exportRun(store, { run, format: 'safetensors', out, batch: 1, tokens: null });
    return await addCheckpoint(
      out,
      name ?? `run-${run}`,
      context,
      libraryFolder(),
      `run ${run} of ${store.dir}`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
