import type { z } from 'zod';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { type RecipeName, recipes, type TrainConfig, trainConfigSchema } from '../../configs/all.ts';
import { valuesInWords } from '../../configs/setting-values.ts';
import { aboutRecipe, aboutRecipes, currentName, type RecipeSetting } from '../../configs/settings.ts';
import { assign, isRecord, leavesOf } from '../configured-settings.ts';
import { type Given, givenSettings } from './given-settings.ts';

type Settings = Readonly<Record<string, unknown>>;

/** A setting that has an option of its own, such as --seed. */
export interface OptionSetting {
  flag: string;
  path: string;
  /** undefined: the option was not given. */
  value: unknown;
}

/**
 * Builds a configuration from a recipe, `key=value` settings (`window.n=4`) and options of the command line.
 *
 * @param begun settings to start from, which all of these override
 * @throws UserError that names each setting that is unknown, out of range or given twice.
 */
export function configFrom(
  recipe: string,
  settings: readonly string[],
  options: readonly OptionSetting[],
  begun: Settings = {},
): TrainConfig {
  const named = knownRecipe(recipe);
  const { settings: known } = aboutRecipe(named);
  const given = givenSettings(settings, known);
  const raw: Record<string, unknown> = { ...structuredClone(begun), recipe: named };
  if (given.some(({ path }) => path === 'recipe')) {
    throw new UserError('use', 'The recipe is not a setting: name it right after the command.');
  }
  for (const { path, value } of given) assign(raw, path.split('.'), value);
  for (const option of options) {
    if (option.value === undefined) continue;
    const other = given.find(({ path }) => path === option.path);
    if (other) throw givenTwice(other, option);
    if (!known.some(({ path }) => path === option.path)) throw notFor(named, option);
    raw[option.path] = option.value;
  }
  return checkedConfig(raw);
}

/** @throws UserError that says which recipe may be meant. */
export function knownRecipe(name: string): RecipeName {
  const recipe = recipes.find((one) => one === name);
  if (recipe !== undefined) return recipe;
  throw unknownRecipe(name);
}

export function unknownRecipe(name: string): UserError {
  return new UserError(
    'use',
    `There is no recipe "${name}".${didYouMean(name, recipes)} "contexture recipes" lists them.`,
  );
}

/**
 * A configuration from settings, whatever they are.
 * @throws UserError that names each setting that is unknown or out of range.
 */
export function checkedConfig(raw: Settings): TrainConfig {
  const recipe = knownRecipe(String(raw['recipe']));
  const { settings } = aboutRecipe(recipe);
  const rest = Object.fromEntries(
    Object.entries(raw).flatMap(([key, value]) => (key === 'recipe' ? [] : [[currentName(key), value]])),
  );
  const problems = leavesOf(rest).flatMap(
    ({ path, value }) => misplaced(recipe, settings, path, value) ?? [],
  );
  if (problems.length > 0) throw new UserError('use', `${problems.join('. ')}.`);
  const parsed = trainConfigSchema.safeParse({ ...rest, recipe });
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map((issue) => wrongValue(issue, raw, settings)).join('; ');
  throw new UserError('use', wrong.replace(/(?<![.?])$/, '.'));
}

/** A setting that the recipe does not have in this place; null: it has. */
function misplaced(
  recipe: RecipeName,
  settings: readonly RecipeSetting[],
  path: string,
  value: unknown,
): string | null {
  if (settings.some((setting) => setting.path === path)) return null;
  const parts = settings.filter((setting) => setting.path.startsWith(`${path}.`)).map((part) => part.path);
  if (parts.length > 0) {
    if (isRecord(value)) return null;
    return `${path} cannot be ${JSON.stringify(value)}: it is a group of settings (${parts.join(', ')}), which are set one by one`;
  }
  const owner = settings.find((setting) => path.startsWith(`${setting.path}.`));
  if (owner)
    return `${owner.path} is a single setting and has no "${path.slice(owner.path.length + 1)}" of its own`;
  const others = aboutRecipes().filter((other) => other.settings.some((setting) => setting.path === path));
  const known = settings.map((setting) => setting.path);
  const hint =
    others.length > 0
      ? ` ${others.map((other) => other.recipe).join(', ')} ${others.length === 1 ? 'has' : 'have'} it.`
      : didYouMean(path, known);
  return `${recipe} has no setting "${path}".${hint} "contexture train ${recipe} --help" lists its settings`;
}

/** One setting that cannot be as it is: `epochs cannot be 0: expected a whole number from 1 to 10,000`. */
function wrongValue(
  { path, code, message }: z.core.$ZodIssue,
  raw: unknown,
  settings: readonly RecipeSetting[],
): string {
  const name = path.join('.');
  // Of a list, the setting is the list.
  const setting = settings.find((one) => one.path === name || name.startsWith(`${one.path}.`));
  let value = raw;
  for (const key of setting?.path.split('.') ?? path)
    value = isRecord(value) ? value[String(key)] : undefined;
  const given = value === undefined ? '' : ` cannot be ${shown(value)}`;
  if (code === 'custom' || !setting) return `${name}${given}: ${message}`;
  const suggestion =
    setting.values.kind === 'choice' ? didYouMean(String(value), setting.values.choices.map(String)) : '';
  return `${setting.path}${given}: expected ${valuesInWords(setting)}${suggestion === '' ? '' : `.${suggestion}`}`;
}

function givenTwice({ path, text }: Given, { flag, value }: OptionSetting): UserError {
  return new UserError(
    'use',
    `${path} is given twice: --set ${path}=${text} and ${flag} ${String(value)}. Leave one of them out.`,
  );
}

function notFor(recipe: RecipeName, { flag, path }: OptionSetting): UserError {
  return new UserError(
    'use',
    `${flag} cannot be used with ${recipe}, which has no setting "${path}".` +
      ` "contexture train ${recipe} --help" lists its settings.`,
  );
}

/** JSON knows no infinity. */
function shown(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
