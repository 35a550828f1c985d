import { Command } from 'commander';
import { didYouMean } from '../../suggest.ts';
import { addBenchCommand } from './bench-command.ts';
import { addCheckpointCommand } from './checkpoint-command.ts';
import { addCompareCommand } from './compare-command.ts';
import { addCompletion } from './completion.ts';
import { addConfigCommand } from './config-command.ts';
import { addDataCommands } from './data-commands.ts';
import { addDemoCommand } from './demo.ts';
import { addExportCommand } from './export-command.ts';
import { addGlobalOptions, wantsJson } from './global-options.ts';
import { addForgetCommand } from './forget-command.ts';
import { addLabelCommand } from './label-command.ts';
import { addLearningCurveCommand } from './learning-curve-command.ts';
import { addModelCommands } from './model-commands.ts';
import { addPredictCommand } from './predict-command.ts';
import { addProgramCommands } from './program-commands.ts';
import { addRecipesCommand } from './recipes-command.ts';
import { addSearchCommand } from './search-command.ts';
import { addShowCommand } from './show-command.ts';
import { addStudyCommand } from './study-command.ts';
import { addTableCommands } from './table-commands.ts';
import { versions } from './versions.ts';

/**
 * The command line, to be parsed. It throws commander's errors instead of ending the process.
 * @param json errors are printed by whoever catches them
 */
export function createProgram({ json }: { json: boolean } = { json: false }): Command {
  const program = new Command('contexture')
    .description('Study how news and tweets change the reading of a company.')
    .option('-V, --version', 'print the versions of Contexture, Node and ONNX Runtime, and the commit')
    .exitOverride()
    .configureHelp({ showGlobalOptions: false })
    .configureOutput({
      outputError: (text, write) => {
        if (!json) write(`contexture: ${sentenceOf(text)}\n`);
      },
      // The help that stands in for an error is no JSON.
      ...(json && { writeErr: () => {} }),
    });
  program.on('option:version', () => printVersions(wantsJson(process.argv)));
  addDataCommands(program);
  addForgetCommand(program);
  addTableCommands(program);
  addSearchCommand(program);
  addShowCommand(program);
  addRecipesCommand(program);
  addConfigCommand(program);
  addCheckpointCommand(program);
  addModelCommands(program);
  addLearningCurveCommand(program);
  addStudyCommand(program);
  addCompareCommand(program);
  addPredictCommand(program);
  addLabelCommand(program);
  addExportCommand(program);
  addProgramCommands(program);
  addDemoCommand(program);
  addBenchCommand(program);
  addGlobalOptions(program);
  addCompletion(program);
  return program;
}

/** What was wrong where commander prints the help instead of saying it. */
export function whyHelp(args: readonly string[], program: Command): string {
  const [first, name = ''] = args.filter((arg) => !arg.startsWith('-'));
  const whole = program.commands.find((command) => command.name() === first && command.commands.length > 0);
  if (whole !== undefined) return `no command was given. "contexture ${whole.name()} --help" lists them`;
  if (first !== 'help') return 'no command was given. "contexture --help" lists them';
  const names = program.commands.map((command) => command.name());
  return `unknown command '${name}'.${didYouMean(name, names).replaceAll('"', '')}`.replace(/\.$/, '');
}

/** commander's message as one line, as our own are. */
export function sentenceOf(message: string): string {
  return message
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\(Did you mean (?:one of )?(.+?)\?\)$/, '. Did you mean $1?');
}

function printVersions(json: boolean): never {
  const { contexture, commit, node, onnxruntime } = versions();
  process.stdout.write(
    json
      ? `${JSON.stringify({ contexture, commit, node, onnxruntime })}\n`
      : `contexture ${contexture}${commit === null ? '' : ` (commit ${commit})`}\n` +
          `Node ${node}\nONNX Runtime ${onnxruntime ?? 'is not installed'}\n`,
  );
  process.exit(0);
}
