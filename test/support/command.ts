import { spawnSync } from 'node:child_process';
import { vi } from 'vitest';
import findCommandLine from '../../bin/command-line.cjs';
import { runCommandLine } from '../../src-main/shells/terminal/run.ts';

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

/**
 * The same in this process, without the start of a program: for tests of what a command says and does, where nothing ends
 * the process.
 *
 * @param cwd the folder in which it is called
 */
export async function answerOf(cwd: string, ...args: string[]): Promise<Answer> {
  const answer: Answer = { status: 0, out: '', err: '' };
  const before = { argv: process.argv, cwd: process.cwd(), exitCode: process.exitCode };
  const into =
    (stream: 'out' | 'err') =>
    (chunk: string | Uint8Array, ...more: unknown[]): boolean => {
      answer[stream] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const written = more.at(-1);
      if (typeof written === 'function') written();
      return true;
    };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(into('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(into('err')),
  ];
  try {
    process.chdir(cwd);
    process.argv = [process.execPath, commandLine, ...args];
    process.exitCode = undefined;
    await runCommandLine();
    answer.status = process.exitCode ?? 0;
  } finally {
    process.chdir(before.cwd);
    process.argv = before.argv;
    process.exitCode = before.exitCode;
    for (const spy of spies) spy.mockRestore();
  }
  return answer;
}
