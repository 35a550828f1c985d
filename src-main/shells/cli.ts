#!/usr/bin/env node
/** The command line: the whole application without a window. Errors go to standard error; exit codes as documented. */
import { CommanderError } from 'commander';
import { problemOf } from '../jobs/problem.ts';
import { createProgram } from './terminal/program.ts';

/** 2: wrong use; 3: a file or its content is wrong; 1: a failure of ours or of the machine. */
const exitCodes = { use: 2, input: 3, failure: 1 } as const;

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
