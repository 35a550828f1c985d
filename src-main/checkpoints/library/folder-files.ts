import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { PublishedFile } from './published-files.ts';

/** Folders within folders in which a checkpoint is looked for, and files that are looked at. */
const deepest = 6;
const most = 20_000;

/**
 * The files in a folder, links followed: caches of other programs link to files elsewhere.
 * @throws UserError if there are far too many for a checkpoint
 */
export async function filesInFolder(folder: string): Promise<PublishedFile[]> {
  const files: PublishedFile[] = [];
  const visit = async (within: string, depth: number): Promise<void> => {
    for (const { name } of await readdir(join(folder, within), { withFileTypes: true })) {
      const relative = within === '' ? name : `${within}/${name}`;
      const path = join(folder, relative);
      // A link that leads nowhere.
      const found = await stat(path).catch(() => null);
      if (found?.isDirectory() === true && depth < deepest && !name.startsWith('.')) {
        await visit(relative, depth + 1);
      } else if (found?.isFile() === true) {
        files.push({ name: relative, bytes: found.size, open: () => chunksOf(path) });
      }
      if (files.length > most) {
        throw new UserError(
          'use',
          `${folder} holds far more files than a checkpoint. Name the checkpoint’s own folder.`,
        );
      }
    }
  };
  await visit('', 0);
  return files;
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes: unknown = chunk;
    if (bytes instanceof Uint8Array) yield bytes;
  }
}
