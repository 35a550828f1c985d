import { CommanderError } from 'commander';
import { logSlowQueries, slowQueryMs } from '../../jobs/log.ts';
import { type Problem, problemOf } from '../../jobs/problem.ts';
import { exitCodes } from './exit-codes.ts';
import { wantsJson } from './global-options.ts';
import { forgetPrintedResult, hasPrintedResult } from './output.ts';
import { createProgram, sentenceOf, whyHelp } from './program.ts';
import { withRemedies } from './remedy.ts';
import { workspaceOption } from './session.ts';

/** Runs the command that `process.argv` names, and sets the exit code of the process where it fails. */
export async function runCommandLine(): Promise<void> {
  forgetPrintedResult();
  const args = process.argv.slice(2);
  const json = wantsJson(process.argv);
  const program = await createProgram({ json, args });
  try {
    // A command's own messages stand on standard error, so they are mixed with slow queries only on request.
    logSlowQueries(process.argv.includes('--verbose') ? slowQueryMs : null);
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) {
      process.exitCode = reportError(error);
      return;
    }
    // The help or the version that was asked for.
    if (error.exitCode === 0) return;
    const isHelp = error.code === 'commander.help';
    const message = isHelp ? whyHelp(args, program) : sentenceOf(error.message);
    if (json) print({ kind: 'use', message });
    // Without --json commander has printed its own message, but for the help.
    else if (isHelp) process.stderr.write(`\ncontexture: ${message}\n`);
    process.exitCode = exitCodes.use;
  }
}

/** Says what went wrong; returns the exit code of it. */
export function reportError(error: unknown): number {
  const problem = problemOf(error);
  const { kind } = problem;
  const message = withRemedies(problem, workspaceOption());
  if (wantsJson(process.argv)) print({ ...problem, message });
  else process.stderr.write(`contexture: ${message}\n`);
  if (process.argv.includes('--verbose') && error instanceof Error) {
    for (let one: unknown = error; one instanceof Error; one = one.cause)
      process.stderr.write(`${one.stack}\n`);
  }
  return exitCodes[kind];
}

/** Prints a problem on standard error, and as the one JSON object on standard output unless a result is there already. */
function print(problem: Problem): void {
  const line = `${JSON.stringify({ error: { ...problem, exitCode: exitCodes[problem.kind] } })}\n`;
  if (!hasPrintedResult()) process.stdout.write(line);
  process.stderr.write(line);
}
