import { Command } from 'commander';
import { version } from '../../version.ts';
import { addBenchCommand } from './bench-command.ts';
import { addCompareCommand } from './compare-command.ts';
import { addConfigCommand } from './config-command.ts';
import { addDataCommands } from './data-commands.ts';
import { addDemoCommand } from './demo.ts';
import { addExportCommand } from './export-command.ts';
import { addLabelCommand } from './label-command.ts';
import { addLearningCurveCommand } from './learning-curve-command.ts';
import { addModelCommands } from './model-commands.ts';
import { addPredictCommand } from './predict-command.ts';
import { addProgramCommands } from './program-commands.ts';
import { addRecipesCommand } from './recipes-command.ts';

/** The command line with all its commands; nothing runs until it is given arguments to parse. */
export function createProgram(): Command {
  const program = new Command('contexture')
    .description('Study how news and tweets change the reading of a company.')
    .version(version)
    .option('--workspace <folder>', 'the workspace; the default is the desktop application’s')
    .option('--json', 'print one JSON object as the last line of standard output')
    .exitOverride();
  addDataCommands(program);
  addRecipesCommand(program);
  addConfigCommand(program);
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
  return program;
}
