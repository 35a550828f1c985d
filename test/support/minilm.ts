/** all-MiniLM-L6-v2, for the tests that need a real encoder. Nothing fails without it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What the checkpoint is called. */
export const minilmName = 'all-MiniLM-L6-v2';

/** Why a test that needs it is skipped. */
export const noMinilm = `needs the checkpoint ${minilmName}: set CONTEXTURE_MINILM to its folder`;

/** The folder of the checkpoint; null: it is not there. */
export function minilmFolder(): string | null {
  const folder = process.env['CONTEXTURE_MINILM'];
  return folder !== undefined && existsSync(join(folder, 'model.safetensors')) ? folder : null;
}
