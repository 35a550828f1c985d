import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError } from '../../errors.ts';

/** What stands for standard input among files. */
const STANDARD_INPUT = '-';

/**
 * Does something with files, among which `-` is standard input: it is kept in a file as long as that takes, since files
 * are read more than once.
 *
 * @throws UserError if `-` is there twice, or if standard input is a terminal
 */
export async function withStandardInput<T>(
  files: readonly string[],
  body: (files: string[]) => Promise<T>,
): Promise<T> {
  const times = files.filter((file) => file === STANDARD_INPUT).length;
  if (times === 0) return body([...files]);
  if (times > 1) throw new UserError('use', 'Standard input (-) can be read only once.');
  if (process.stdin.isTTY) {
    throw new UserError(
      'use',
      'Nothing is piped into standard input (-). Pipe a file into it, or name the file.',
    );
  }
  const folder = await mkdtemp(join(tmpdir(), 'contexture-'));
  try {
    const kept = join(folder, 'standard-input');
    await pipeline(process.stdin, createWriteStream(kept));
    return await body(files.map((file) => (file === STANDARD_INPUT ? kept : file)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
