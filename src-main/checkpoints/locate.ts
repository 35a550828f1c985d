import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { cacheName } from './download.ts';
import { libraryCheckpoint, unknownCheckpoint } from './library/find.ts';
import { libraryFolder } from './library/folder.ts';
import { readNames } from './library/names.ts';

export interface LocateOptions {
  /** Where earlier versions kept what they downloaded for a workspace. */
  cache: string;
  /** Default: the user's. */
  library?: string;
}

/**
 * The folder of a checkpoint that is named by its path, by its name in the library or the beginning of its hash, or by
 * the name on the hub under which it was downloaded earlier. Nothing is asked of the hub.
 * @throws UserError that says how to add it if there is none
 */
export async function locateCheckpoint(
  name: string,
  { cache, library = libraryFolder() }: LocateOptions,
): Promise<string> {
  if (existsSync(name)) return name;
  const known = await libraryCheckpoint(library, name);
  if (known !== null) return known;
  const folder = cacheName(name);
  if (folder !== null && existsSync(join(cache, folder))) return join(cache, folder);
  if (isPath(name)) throw new UserError('use', `There is no checkpoint folder ${name}.`);
  const { entries } = await readNames(library);
  if (folder === null || !name.includes('/')) throw unknownCheckpoint(name, entries);
  throw new UserError(
    'use',
    `The checkpoint ${name} has not been added on this machine, and a training downloads none by itself.`,
    {
      remedies: [
        { action: 'add-checkpoint', checkpoint: name },
        { action: 'list', what: 'checkpoints' },
      ],
    },
  );
}

/** What no name of the hub is: it has one slash at most, and none at its ends. */
export function isPath(name: string): boolean {
  return /^[./~]|\\|\/.*\/|^[a-z]:/i.test(name.replace(/@.*$/, ''));
}
