import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { seenDamage } from './content.ts';
import type { CheckpointEntry } from './entry.ts';
import { contentFolder } from './folder.ts';
import { named, readNames } from './names.ts';

/**
 * The folder of a checkpoint of the library, by its name or the beginning of its hash; null: there is none.
 * @throws UserError if its files are seen to be damaged
 */
export async function libraryCheckpoint(library: string, wanted: string): Promise<string | null> {
  const { entries } = await readNames(library);
  const entry = named(entries, wanted);
  if (entry === null) return null;
  const damage = await seenDamage(library, entry);
  if (damage === null) return contentFolder(library, entry.hash);
  throw new UserError('input', `The checkpoint ${entry.name} is damaged: ${damage}. Add it again.`, {
    remedies: [{ action: 'add-checkpoint', checkpoint: entry.origin.from }],
  });
}

/** @throws UserError that names those with a similar name */
export async function entryNamed(library: string, wanted: string): Promise<CheckpointEntry> {
  const { entries } = await readNames(library);
  const entry = named(entries, wanted);
  if (entry === null) throw unknownCheckpoint(wanted, entries);
  return entry;
}

export function unknownCheckpoint(wanted: string, entries: readonly CheckpointEntry[]): UserError {
  const names = entries.map(({ name }) => name);
  return new UserError('use', `There is no checkpoint "${wanted}".${didYouMean(wanted, names)}`, {
    remedies: [
      { action: 'list', what: 'checkpoints' },
      { action: 'add-checkpoint', checkpoint: null },
    ],
  });
}
