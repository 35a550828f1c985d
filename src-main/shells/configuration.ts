/** The user's configuration file: defaults of the command line, and the workspace of every shell. */
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { UserError } from '../errors.ts';
import type { Remedy } from '../remedies.ts';
import { didYouMean } from '../suggest.ts';
import { deviceChoices, type RecipeName, recipes } from '../configs/all.ts';
import { listed } from '../configs/setting-values.ts';
import { aboutRecipe, aboutRecipes, currentName } from '../configs/settings.ts';
import { type ConfiguredSetting, leavesOf, nested } from './configured-settings.ts';
import { checkedConfig } from './terminal/settings.ts';
import { projectFolder } from '../user-data.ts';

export interface Configuration {
  /** The file; null: `CONTEXTURE_CONFIG` is empty, so none is read. */
  path: string | null;
  exists: boolean;
  /** A whole path. */
  workspace: string | null;
  /** The folder of the checkpoints, a whole path. */
  checkpoints: string | null;
  device: (typeof deviceChoices)[number] | null;
  quiet: boolean | null;
  verbose: boolean | null;
  /** Defaults of every recipe that has the setting. */
  common: ConfiguredSetting[];
  recipes: ReadonlyMap<RecipeName, ConfiguredSetting[]>;
}

const keys = ['workspace', 'checkpoints', 'device', 'quiet', 'verbose', 'train'] as const;
const recordSchema = z.record(z.string(), z.unknown());

/** The file that is read: `CONTEXTURE_CONFIG`, or else `config.json` in the project's own folder; null: none is to be read. */
export function configurationPath(env: NodeJS.ProcessEnv): string | null {
  const named = env['CONTEXTURE_CONFIG'];
  if (named === undefined) return join(projectFolder(env), 'config.json');
  return named === '' ? null : resolve(named);
}

/**
 * Reads the configuration file. Where there is none, nothing is configured.
 *
 * @throws UserError that names the file, the key and what to do if the file is wrong, or missing although
 *   `CONTEXTURE_CONFIG` names it.
 */
export function readConfiguration(env: NodeJS.ProcessEnv = process.env): Configuration {
  const path = configurationPath(env);
  const none = {
    workspace: null,
    checkpoints: null,
    device: null,
    quiet: null,
    verbose: null,
    common: [],
    recipes: new Map(),
  };
  if (path === null) return { path, exists: false, ...none };
  if (!existsSync(path)) {
    if (env['CONTEXTURE_CONFIG'] === undefined) return { path, exists: false, ...none };
    throw wrong(
      path,
      'this file, named by CONTEXTURE_CONFIG, does not exist. Correct the variable or unset it',
    );
  }
  const content = objectOf(path, parsedFile(path), 'the file');
  for (const key of Object.keys(content)) {
    if (keys.some((one) => one === key)) continue;
    throw wrong(
      path,
      `there is no key "${key}".${didYouMean(key, keys)} The keys are ${listed(keys, 'and')}`,
    );
  }
  const { workspace, checkpoints, device, quiet, verbose, train } = content;
  return {
    path,
    exists: true,
    workspace: workspace === undefined ? null : wholePath(path, 'workspace', workspace),
    checkpoints: checkpoints === undefined ? null : wholePath(path, 'checkpoints', checkpoints),
    device: device === undefined ? null : deviceOf(path, device),
    quiet: flagOf(path, 'quiet', quiet),
    verbose: flagOf(path, 'verbose', verbose),
    ...trainOf(path, train === undefined ? {} : objectOf(path, train, '"train"')),
  };
}

/**
 * The defaults that the file sets for a recipe, each once: the recipe's own override those of all recipes.
 *
 * @throws UserError that names the file, if they cannot be combined.
 */
export function trainingDefaults(configuration: Configuration, recipe: RecipeName): ConfiguredSetting[] {
  const { path, device, common } = configuration;
  const { settings } = aboutRecipe(recipe);
  const has = new Set(settings.map((setting) => setting.path));
  const found = new Map<string, unknown>();
  if (device !== null) found.set('device', device);
  for (const one of common) if (has.has(one.path)) found.set(one.path, one.value);
  for (const one of configuration.recipes.get(recipe) ?? []) found.set(one.path, one.value);
  const defaults = [...found].map(([name, value]) => ({ path: name, value }));
  if (path !== null) checkDefaults(path, `the defaults of ${recipe}`, recipe, defaults);
  return defaults;
}

function trainOf(path: string, train: Record<string, unknown>): Pick<Configuration, 'common' | 'recipes'> {
  const own = new Map<RecipeName, ConfiguredSetting[]>();
  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(train)) {
    const named = recipes.find((one) => one === key);
    if (named === undefined) rest[key] = value;
    else own.set(named, settingsOf(objectOf(path, value, `"train.${named}"`)));
  }
  for (const [recipe, settings] of own) checkDefaults(path, `train.${recipe}`, recipe, settings);
  const common = settingsOf(rest);
  for (const setting of common) checkCommon(path, setting);
  return { common, recipes: own };
}

/** Settings by their names of today. */
function settingsOf(written: Record<string, unknown>): ConfiguredSetting[] {
  return leavesOf(written).map(({ path, value }) => ({ path: currentName(path), value }));
}

/** A default of all recipes has to be one of some recipe, with a value that one of them takes. */
function checkCommon(path: string, setting: ConfiguredSetting): void {
  const owners = aboutRecipes().filter(({ settings }) => settings.some((one) => one.path === setting.path));
  if (owners.length === 0) {
    const known = [...recipes, ...aboutRecipes().flatMap(({ settings }) => settings.map((one) => one.path))];
    const [first = ''] = setting.path.split('.');
    // A misspelt recipe has its settings below it.
    const meant = didYouMean(setting.path, known) || didYouMean(first, recipes);
    throw wrong(
      path,
      `"${setting.path}" in "train" is neither a recipe nor a setting of any recipe.${meant}`,
      { remedies: [{ action: 'list', what: 'recipes' }] },
    );
  }
  let problem: unknown = null;
  for (const { recipe } of owners) {
    try {
      checkDefaults(path, 'train', recipe, [setting]);
      return;
    } catch (error) {
      problem ??= error;
    }
  }
  throw problem;
}

function checkDefaults(path: string, where: string, recipe: RecipeName, settings: ConfiguredSetting[]): void {
  if (settings.some((setting) => setting.path === 'recipe')) {
    throw wrong(
      path,
      `${where}: "recipe" is not a setting. Put the settings of a recipe under its name in "train"`,
    );
  }
  try {
    checkedConfig({ ...nested(settings), recipe });
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    throw wrong(path, `${where}: ${cause.message}`, { cause });
  }
}

function parsedFile(path: string): unknown {
  const reason = (cause: unknown) => (cause instanceof Error ? cause.message : String(cause));
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw wrong(path, `it cannot be read (${reason(cause)})`, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw wrong(path, `it is not JSON (${reason(cause)})`, { cause });
  }
}

function objectOf(path: string, value: unknown, what: string): Record<string, unknown> {
  const parsed = recordSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw wrong(path, `${what} has to be an object in braces, not ${JSON.stringify(value)}`);
}

/** A folder of the file's; `~/` stands for the home folder, and a relative path begins where the file lies. */
function wholePath(path: string, key: string, value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw wrong(path, `${key} cannot be ${JSON.stringify(value)}: expected the path of a folder`);
  }
  return resolve(
    dirname(path),
    value.replace(/^~(?=$|[/\\])/, () => homedir()),
  );
}

function deviceOf(path: string, value: unknown): (typeof deviceChoices)[number] {
  const device = deviceChoices.find((one) => one === value);
  if (device !== undefined) return device;
  const meant = didYouMean(String(value), deviceChoices);
  throw wrong(
    path,
    `device cannot be ${JSON.stringify(value)}: expected ${listed(deviceChoices, 'or')}.${meant}`,
  );
}

function flagOf(path: string, key: string, value: unknown): boolean | null {
  if (value === undefined || typeof value === 'boolean') return value ?? null;
  throw wrong(path, `${key} cannot be ${JSON.stringify(value)}: expected true or false`);
}

function wrong(
  path: string,
  problem: string,
  options: ErrorOptions & { remedies?: readonly Remedy[] } = {},
): UserError {
  return new UserError('input', `${path}: ${problem.replace(/(?<![.?])$/, '.')}`, options);
}
