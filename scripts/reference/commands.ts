import type { Argument, Command, Option } from 'commander';
import { code, fenced, table } from './markdown.ts';

/** The options that every command has. */
function globalOptions(program: Command): readonly Option[] {
  return program.options.filter(({ long }) => long !== '--version');
}

export function globalOptionsTable(program: Command): string {
  return optionsTable(globalOptions(program));
}

/** Every command with its arguments and options, in the order of the help. */
export function commandSections(program: Command): string {
  return program.commands
    .filter((command) => command.name() !== 'help')
    .map((command) => sectionOf(command, 'contexture', globalOptions(program)))
    .join('\n\n');
}

function sectionOf(command: Command, before: string, global: readonly Option[]): string {
  const name = `${before} ${command.name()}`;
  const own = command.options.filter(
    (option) => !option.hidden && !global.some(({ long }) => long === option.long),
  );
  const parts = [`### ${name}`, sentence(command.description()), fenced('', `${before} ${usageOf(command)}`)];
  if (command.registeredArguments.some(({ description }) => description !== '')) {
    parts.push(
      table(
        ['argument', 'what'],
        command.registeredArguments.map((argument) => [
          code(argument.name()),
          withValues(argument.description, argument),
        ]),
      ),
    );
  }
  if (own.length > 0) parts.push(optionsTable(own));
  parts.push(...command.commands.map((inner) => sectionOf(inner, name, global)));
  return parts.join('\n\n');
}

function usageOf(command: Command): string {
  const given = command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? '...' : '');
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...given, '[options]'].join(' ');
}

function optionsTable(options: readonly Option[]): string {
  return table(
    ['option', 'what'],
    options.map((option) => [code(option.flags), withValues(option.description, option)]),
  );
}

/** The description with the choices and the default that there are, as the help has them. */
function withValues(description: string, { argChoices, defaultValue, ...option }: Option | Argument): string {
  const isFlag = 'negate' in option && (option.negate || !/[<[]/.test(option.flags));
  const isEmpty = defaultValue === undefined || (Array.isArray(defaultValue) && defaultValue.length === 0);
  const facts = [
    ...('mandatory' in option && option.mandatory ? ['required'] : []),
    ...(argChoices ? [`choices: ${argChoices.map(code).join(', ')}`] : []),
    ...(isEmpty || isFlag ? [] : [`default: ${code(String(defaultValue))}`]),
  ];
  return facts.length === 0 ? description : `${description} (${facts.join('; ')})`;
}

function sentence(text: string): string {
  return text === '' ? '' : `${text[0]?.toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;
}
