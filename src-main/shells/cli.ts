#!/usr/bin/env node
/** The command line: the whole application without a window. Errors go to standard error; exit codes as documented. */
import { CommanderError } from 'commander';
import { problemOf } from '../jobs/problem.ts';
import { exitCodes } from './terminal/exit-codes.ts';
import { createProgram } from './terminal/program.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  // commander has printed its own message: a usage error, or the help or version that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.use;
  const { kind, message } = problemOf(error);
  process.stderr.write(`contexture: ${message}\n`);
  return exitCodes[kind];
}
