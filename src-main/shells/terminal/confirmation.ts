import { createInterface } from 'node:readline/promises';
import { UserError } from '../../errors.ts';
import type { Output } from './output.ts';

/**
 * Asks whether to remove what was shown.
 * @throws UserError where nobody can be asked
 */
export async function isConfirmed({ json }: Output): Promise<boolean> {
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) {
    throw new UserError('use', 'Nothing was removed, since this has to be confirmed.', {
      remedies: [{ setting: 'yes', values: [] }],
    });
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(?:es)?$/i.test((await asking.question('Remove all of this? [y/N] ')).trim());
  } finally {
    asking.close();
  }
}
