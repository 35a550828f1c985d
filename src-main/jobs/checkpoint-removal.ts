import { entryNamed } from '../checkpoints/library/find.ts';
import { libraryFolder } from '../checkpoints/library/folder.ts';
import { sizeOfEntry } from '../checkpoints/library/entry.ts';
import { namesOfSame, removeFromLibrary } from '../checkpoints/library/remove.ts';
import { checkpointOf } from '../configs/classifiers.ts';
import { UserError } from '../errors.ts';
import { listRunRows } from '../runs/runs.ts';
import type { RunState } from '../store/types.ts';
import type { JobContext } from './context.ts';

/** A run of the workspace whose settings name a checkpoint. */
export interface NamingRun {
  run: number;
  recipe: string;
  state: RunState;
  /** It was stopped, and cannot be resumed without the checkpoint. Others have weights of their own. */
  needsIt: boolean;
}

/** What was taken out of the library, or would be. */
export interface RemovedRow {
  name: string;
  dryRun: boolean;
  /** Bytes; 0: another name has the same content. */
  freed: number;
  /** Other names of the same content, which stays. */
  others: string[];
  /** null: there is no workspace to ask. */
  runs: NamingRun[] | null;
}

/** @throws UserError if there is no such checkpoint */
export async function removeCheckpoint(
  wanted: string,
  dryRun: boolean,
  context: JobContext,
  library = libraryFolder(),
): Promise<RemovedRow> {
  const entry = await entryNamed(library, wanted);
  const runs = runsNaming(context, entry);
  if (!dryRun) return { name: entry.name, dryRun, ...(await removeFromLibrary(library, entry)), runs };
  const others = await namesOfSame(library, entry);
  return { name: entry.name, dryRun, freed: others.length === 0 ? sizeOfEntry(entry) : 0, others, runs };
}

function runsNaming(context: JobContext, { name, hash }: { name: string; hash: string }): NamingRun[] | null {
  const isNamed = (checkpoint: string | null) =>
    checkpoint !== null &&
    (checkpoint.toLowerCase() === name.toLowerCase() ||
      (checkpoint.length > 5 && hash.startsWith(checkpoint)));
  try {
    return listRunRows(context.store)
      .filter(({ config }) => isNamed(checkpointOf(config)))
      .map(({ id, recipe, state, resumable }) => ({ run: id, recipe, state, needsIt: resumable }));
  } catch (error) {
    // Checkpoints can be removed where there is no workspace.
    if (error instanceof UserError) return null;
    throw error;
  }
}
