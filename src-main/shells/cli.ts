#!/usr/bin/env node
/** The command line: the whole application without a window. Errors go to standard error; exit codes as documented. */
import { CommanderError } from 'commander';
import { logSlowQueries, slowQueryMs } from '../jobs/log.ts';
import { type Problem, problemOf } from '../jobs/problem.ts';
import { exitCodes } from './terminal/exit-codes.ts';
import { wantsJson } from './terminal/global-options.ts';
import { hasPrintedResult } from './terminal/output.ts';
import { createProgram, sentenceOf, whyHelp } from './terminal/program.ts';
import { withRemedies } from './terminal/remedy.ts';
import { workspaceOption } from './terminal/session.ts';

const json = wantsJson(process.argv);

// The reader has seen enough, as `head` has, and nobody is left to report to.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    // A full disk, most likely.
    process.exit(report(error));
  });
}

const program = await createProgram({ json, args: process.argv.slice(2) });
try {
  // A command's own messages stand on standard error, so they are mixed with slow queries only on request.
  logSlowQueries(process.argv.includes('--verbose') ? slowQueryMs : null);
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // The help or the version that was asked for.
    if (error.exitCode === 0) return 0;
    const isHelp = error.code === 'commander.help';
    const message = isHelp ? whyHelp(process.argv.slice(2), program) : sentenceOf(error.message);
    if (json) print({ kind: 'use', message });
    // Without --json commander has printed its own message, but for the help.
    else if (isHelp) process.stderr.write(`\ncontexture: ${message}\n`);
    return exitCodes.use;
  }
  const problem = problemOf(error);
  const { kind } = problem;
  const message = withRemedies(problem, workspaceOption());
  if (json) print({ ...problem, message });
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
