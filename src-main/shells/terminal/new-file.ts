import { existsSync } from 'node:fs';
import { UserError } from '../../errors.ts';

/**
 * A file that a command makes must not stand in the place of one of the user's.
 *
 * @param option the option that names the file, as `--out`
 * @throws UserError where something has that name
 */
export function refuseExisting(path: string, option: string): void {
  if (!existsSync(path)) return;
  throw new UserError(
    'use',
    `${path} already exists, and nothing is overwritten; name another file with ${option}.`,
  );
}
