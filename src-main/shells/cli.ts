#!/usr/bin/env node
/** The command line: the whole application without a window. Errors go to standard error; exit codes as documented. */
import { Command, CommanderError } from 'commander';
import { problemOf } from '../jobs/problem.ts';
import { version } from '../version.ts';
import { addBenchCommand } from './terminal/bench-command.ts';
import { addCompareCommand } from './terminal/compare-command.ts';
import { addDataCommands } from './terminal/data-commands.ts';
import { addDemoCommand } from './terminal/demo.ts';
import { addExportCommand } from './terminal/export-command.ts';
import { addLearningCurveCommand } from './terminal/learning-curve-command.ts';
import { addLabelCommand } from './terminal/label-command.ts';
import { addModelCommands } from './terminal/model-commands.ts';
import { addPredictCommand } from './terminal/predict-command.ts';
import { addProgramCommands } from './terminal/program-commands.ts';
import { addSearchCommand } from './terminal/search-command.ts';
import { addShowCommand } from './terminal/show-command.ts';
import { addTableCommands } from './terminal/table-commands.ts';

/** 2: wrong use; 3: a file or its content is wrong; 1: a failure of ours or of the machine. */
const exitCodes = { use: 2, input: 3, failure: 1 } as const;

const program = new Command('contexture')
  .description('Study how news and tweets change the reading of a company.')
  .version(version)
  .option('--workspace <folder>', 'the workspace; the default is the desktop application’s')
  .option('--json', 'print one JSON object as the last line of standard output')
  .exitOverride();
addDataCommands(program);
addTableCommands(program);
addSearchCommand(program);
addShowCommand(program);
addModelCommands(program);
addLearningCurveCommand(program);
addCompareCommand(program);
addPredictCommand(program);
addLabelCommand(program);
addExportCommand(program);
addProgramCommands(program);
addDemoCommand(program);
addBenchCommand(program);
// Global options may stand behind the command, as people write them.
for (const command of program.commands) {
  command.exitOverride();
  command.option('--workspace <folder>', 'the workspace').option('--json', 'print one JSON object');
}

try {
  await program.parseAsync();
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
