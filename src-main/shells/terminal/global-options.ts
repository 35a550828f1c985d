import { type Command, Option } from 'commander';
import { readConfiguration } from '../configuration.ts';
import type { OutputOptions } from './output.ts';

/** What every command takes, as commander hands it over. */
export interface GlobalOptions extends OutputOptions {
  workspace?: string;
}

const everywhere = () => [
  new Option('--workspace <folder>', 'the workspace; the default is the desktop application’s'),
  new Option('--json', 'print one JSON object as the last line of standard output, errors too'),
  new Option('--quiet', 'print the result only: no progress, no notes'),
  new Option('--verbose', 'print details, and where in the program an error arose'),
];

const ofTables = () => [
  new Option('--columns <names>', 'columns of the table, by heading, such as ticker,texts').argParser(names),
  new Option('--no-trunc', 'print whole texts, however narrow the terminal is'),
  new Option('--csv', 'print the table as CSV'),
];

/** Global options may stand before the command or behind it, as people write them. */
export function addGlobalOptions(program: Command): void {
  for (const option of everywhere()) program.addOption(option);
  for (const command of program.commands) {
    command.optionsGroup('Global options:');
    for (const option of [...everywhere(), ...ofTables()]) {
      // Where columns of a file are named with it, the option is the command's own.
      if (!command.options.some(({ long }) => long === option.long)) command.addOption(option);
    }
  }
}

/** The global options of a command: those that it was given, else those of the configuration file. */
export function globalOptions(command: Command): GlobalOptions {
  const { columns, ...options } = command.optsWithGlobals<GlobalOptions>();
  const { quiet, verbose } = readConfiguration();
  return {
    quiet: quiet ?? false,
    verbose: verbose ?? false,
    ...options,
    ...(Array.isArray(columns) && { columns }),
  };
}

/** Whether errors are to be JSON: asked of the arguments, since an error may lie in them. */
export function wantsJson(args: readonly string[]): boolean {
  return args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');
}

function names(value: string): string[] {
  return value.split(',').map((name) => name.trim());
}
