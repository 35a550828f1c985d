import type { Command } from 'commander';
import { builtInLibrary } from '../../checkpoints/library/folder.ts';
import { type Configuration, readConfiguration } from '../configuration.ts';
import { builtInWorkspace } from '../workspace.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Output } from './output.ts';
import { createOutput } from './output.ts';

/** Where a value comes from, in order of precedence. */
type Origin = 'option' | 'environment' | 'file' | 'built in';

interface InForce {
  name: string;
  value: unknown;
  from: Origin;
}

export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('show the configuration in force, and where each value comes from')
    .action((_options: unknown, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      show(createOutput(options), options);
    });
}

function show(output: Output, options: GlobalOptions): void {
  const configuration = readConfiguration();
  const { path, exists } = configuration;
  const values = inForce(configuration, options);
  if (path === null) output.say('no configuration file is read: CONTEXTURE_CONFIG is empty');
  else output.say(exists ? `configuration file: ${path}` : `no configuration file at ${path}`);
  output.say();
  output.table(
    values.map(({ name, value, from }) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
      from,
    ]),
    ['name', 'value', 'from'],
  );
  output.result({ file: path === null ? null : { path, exists }, values });
}

function inForce(configuration: Configuration, options: GlobalOptions): InForce[] {
  const named = process.env['CONTEXTURE_WORKSPACE'];
  const library = process.env['CONTEXTURE_CHECKPOINTS'];
  const training = [
    ...configuration.common.map(({ path, value }) => ({ path: `train.${path}`, value })),
    ...[...configuration.recipes].flatMap(([recipe, settings]) =>
      settings.map(({ path, value }) => ({ path: `train.${recipe}.${path}`, value })),
    ),
  ];
  return [
    first('workspace', [
      ['option', options.workspace],
      ['environment', named === '' ? undefined : named],
      ['file', configuration.workspace],
      ['built in', builtInWorkspace(process.env)],
    ]),
    first('checkpoints', [
      ['environment', library === '' ? undefined : library],
      ['file', configuration.checkpoints],
      ['built in', builtInLibrary(process.env)],
    ]),
    first('device', [
      ['file', configuration.device],
      ['built in', 'auto'],
    ]),
    first('quiet', [
      ['option', options.quiet],
      ['file', configuration.quiet],
      ['built in', false],
    ]),
    first('verbose', [
      ['option', options.verbose],
      ['file', configuration.verbose],
      ['built in', false],
    ]),
    ...training.map(({ path, value }): InForce => ({ name: path, value, from: 'file' })),
  ];
}

/** The first value that is there. */
function first(name: string, candidates: readonly (readonly [Origin, unknown])[]): InForce {
  const [from, value] = candidates.find(([, one]) => one !== undefined && one !== null) ?? ['built in', null];
  return { name, value, from };
}
