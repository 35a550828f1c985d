import { existsSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { downloadCheckpoint, type DownloadOptions } from './download.ts';

/**
 * The folder of a checkpoint that is named by its path, or by its name on the hub, from where it is downloaded once.
 * @throws UserError if there is neither such a folder nor such a checkpoint
 */
export async function locateCheckpoint(name: string, options: DownloadOptions): Promise<string> {
  if (existsSync(name)) return name;
  if (isPath(name)) throw new UserError('use', `There is no checkpoint folder ${name}.`);
  try {
    return await downloadCheckpoint(name, options);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.kind,
      `There is no folder ${name}, and downloading it failed: ${error.message}`,
      {
        cause: error,
      },
    );
  }
}

/** What no name of the hub is: it has one slash at most, and none at its ends. */
function isPath(name: string): boolean {
  return /^[./~]|\\|\/.*\/|^[a-z]:/i.test(name.replace(/@.*$/, ''));
}
