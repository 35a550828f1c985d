import { spawnSync } from 'node:child_process';
import findCommandLine from '../../bin/command-line.cjs';

/** What a person's `contexture` starts: the built command line, or its source where that is newer. */
export const commandLine = findCommandLine();

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
