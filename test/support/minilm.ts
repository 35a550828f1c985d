/** all-MiniLM-L6-v2, for the tests that need a real encoder. Nothing fails without it. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { entrySchema } from '../../src-main/checkpoints/library/entry.ts';
import { contentFolder, entryFile, libraryFolder } from '../../src-main/checkpoints/library/folder.ts';

/** What the checkpoint is called in the library. */
export const minilmName = 'all-MiniLM-L6-v2';

/** Why a test that needs it is skipped. */
export const noMinilm = `needs the checkpoint ${minilmName}, which "npm run checkpoint:minilm" adds`;

/**
 * The folder of the checkpoint in the user's library (`CONTEXTURE_CHECKPOINTS`), which `npm run checkpoint:minilm`
 * fills; null: it is not there.
 */
export function minilmFolder(): string | null {
  const library = libraryFolder();
  const file = entryFile(library, minilmName);
  if (!existsSync(file)) return null;
  const { hash } = entrySchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const folder = contentFolder(library, hash);
  return existsSync(join(folder, 'model.safetensors')) ? folder : null;
}
