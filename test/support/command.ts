import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export const commandLine = join(root, 'src-main/shells/cli.ts');

export interface Answer {
  status: number | null;
  out: string;
  err: string;
}

/** Runs the command line as a person does. */
export function contexture(...args: string[]): Answer {
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout, err: stderr };
}
