import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

/** What one start of the application asks for. It crosses to the instance that runs already. */
export const startSchema = z.object({
  /** Whole paths of files to import. */
  files: z.array(z.string()),
  /** Folder of a workspace, a whole path; null: none is named. */
  workspace: z.string().nullable(),
});

export type Start = z.infer<typeof startSchema>;

export interface StartOptions {
  /** The folder that relative paths start from. */
  cwd: string;
  /** Not packaged: the first argument is the application. */
  isDefaultApp: boolean;
}

/** Reads what the application was started with: a file manager hands over files as arguments. */
export function startOf(argv: readonly string[], { cwd, isDefaultApp }: StartOptions): Start {
  // Chromium's own switches stand among them.
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    options: { workspace: { type: 'string' } },
    allowPositionals: true,
    strict: false,
  });
  const files = (isDefaultApp ? positionals.slice(1) : positionals)
    .map((name) => resolve(cwd, name))
    .filter(isFile);
  const { workspace } = values;
  return { files, workspace: typeof workspace === 'string' ? resolve(cwd, workspace) : null };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
