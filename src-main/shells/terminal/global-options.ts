import { type Command, Option } from 'commander';
import { readConfiguration } from '../configuration.ts';
import type { OutputOptions } from './output.ts';

/** The options of every command, as commander parses them. */
export interface GlobalOptions extends OutputOptions {
  workspace?: string;
}

const everywhere = () => [
  new Option('--workspace <folder>', 'the workspace folder; default: the one of the desktop application'),
  new Option('--json', 'print the result or the error as one JSON object, the last line of standard output'),
  new Option('--quiet', 'print only the result, without progress or notes'),
  new Option('--verbose', 'print details, and the stack trace of an error'),
];

const ofTables = () => [
  new Option(
    '--columns <names>',
    'the columns of the table to print, by heading, such as ticker,texts',
  ).argParser(names),
  new Option('--no-trunc', 'do not shorten texts to fit the terminal'),
  new Option('--csv', 'print the table as CSV'),
  new Option(
    '--no-csv-guard',
    'write text that begins with =, +, - or @ to CSV as it is; by default an apostrophe before it keeps spreadsheets from running it as a formula',
  ),
];

/** Adds the global options, which may come before or after the command. */
export function addGlobalOptions(program: Command): void {
  for (const option of everywhere()) program.addOption(option);
  for (const command of leavesOf(program)) {
    command.optionsGroup('Global options:');
    for (const option of [...everywhere(), ...ofTables()]) {
      // Where columns of a file are named with it, the option is the command's own.
      if (!command.options.some(({ long }) => long === option.long)) command.addOption(option);
    }
  }
}

/** The commands that do something, those within others too; one that has options of its own does, whatever is within it. */
function leavesOf(program: Command): Command[] {
  return program.commands.flatMap((command) => {
    if (command.commands.length === 0) return [command];
    return command.options.length === 0 ? leavesOf(command) : [command, ...leavesOf(command)];
  });
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

/** Whether errors are to be printed as JSON; read from the raw arguments, since parsing them may be what fails. */
export function wantsJson(args: readonly string[]): boolean {
  return args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');
}

function names(value: string): string[] {
  return value.split(',').map((name) => name.trim());
}
