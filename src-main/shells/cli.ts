#!/usr/bin/env node
/** The command line: the whole application without a window. Errors go to standard error; exit codes as documented. */
import { reportError, runCommandLine } from './terminal/run.ts';

// The reader has seen enough, as `head` has, and nobody is left to report to.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    // A full disk, most likely.
    process.exit(reportError(error));
  });
}

await runCommandLine();
