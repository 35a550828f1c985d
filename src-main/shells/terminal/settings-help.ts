import type { AddHelpTextContext } from 'commander';
import { settingGroups } from '../../setting.ts';
import { recipes } from '../../configs/all.ts';
import { valuesInWords } from '../../configs/setting-values.ts';
import { type AboutRecipe, aboutRecipe, type RecipeSetting } from '../../configs/settings.ts';

/** The longest name that notes stand beside; those of longer ones begin a line below. */
const nameWidth = 26;

/** Help printed after the options of a command that trains: the settings of the recipe given with it. */
export function settingsHelp({ command }: AddHelpTextContext): string {
  const named = recipes.find((recipe) => command.args.includes(recipe));
  if (named !== undefined) {
    const { helpWidth } = command.createHelp();
    return `\n${settingLines(aboutRecipe(named), helpWidth ?? process.stdout.columns ?? 80).join('\n')}`;
  }
  return `\ncontexture ${command.name()} RECIPE --help lists the settings of a recipe; contexture recipes lists the recipes.`;
}

/** A recipe with its settings by group, wrapped at a width. */
export function settingLines({ recipe, note, reads, settings }: AboutRecipe, width: number): string[] {
  const lines = [
    ...wrapped(`${recipe}: ${note} Reads ${reads}.`, width),
    '',
    ...wrapped('Settings (--set NAME=VALUE), with their defaults:', width),
  ];
  for (const group of settingGroups) {
    const own = settings.filter((setting) => setting.group === group);
    if (own.length === 0) continue;
    lines.push('', `${group[0]?.toUpperCase()}${group.slice(1)}:`);
    for (const setting of own) lines.push(...itemLines(nameAndDefault(setting), noteOf(setting), width));
  }
  return lines;
}

/** A term with its text beside it, wrapped at the width, as the options of a command are shown. */
export function itemLines(term: string, text: string, width: number): string[] {
  const indent = nameWidth + 4;
  // A terminal that is too narrow for two columns has the text below.
  const beside = width - indent >= 30;
  const lines = wrapped(text, beside ? width - indent : width - 6);
  const pad = ' '.repeat(beside ? indent : 6);
  const head = `  ${term}`;
  const fits = beside && term.length <= nameWidth;
  return fits
    ? [head.padEnd(indent) + (lines[0] ?? ''), ...lines.slice(1).map((line) => pad + line)]
    : [head, ...lines.map((line) => pad + line)];
}

/** The default as `--set` would take it. */
export function defaultOf({ default: value }: RecipeSetting): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function nameAndDefault(setting: RecipeSetting): string {
  return `${setting.path}=${defaultOf(setting)}`;
}

/** Settings with an option of another name, which their notes add; the others with one have its name. */
const options: Readonly<Record<string, string>> = { trainFile: '--train', testFile: '--test' };

/** What a setting is for, with the option that sets it too. */
export function noteWithOption({ path, note }: RecipeSetting): string {
  const option = options[path];
  return option === undefined ? note : note.replace(/\.$/, ` (also ${option}).`);
}

function noteOf(setting: RecipeSetting): string {
  return `${noteWithOption(setting)} (${valuesInWords(setting)})`;
}

/** Words in lines of at most this width; a longer word has a line of its own. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
