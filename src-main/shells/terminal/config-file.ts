import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { recipes, type TrainConfig } from '../../configs/all.ts';
import { asStored } from '../../configs/stored.ts';
import { checkedConfig } from './settings.ts';

/** The settings of an earlier run, to train with again. */
export interface ConfigFile {
  path: string;
  /** Complete: what the file leaves out has its default. */
  config: TrainConfig;
  /** Of the data that its run was trained on; null: the file says only settings. */
  dataHash: string | null;
}

const recordSchema = z.record(z.string(), z.unknown());
const runSchema = z.object({ config: recordSchema, dataHash: z.string().nullable().optional() });

/**
 * Reads the file that a run or an export wrote, or an object of settings with its recipe.
 * @throws UserError that names the file, each setting that is wrong or unknown, and what to do.
 */
export function readConfigFile(path: string): ConfigFile {
  const content = recordSchema.safeParse(parsedFile(path));
  if (!content.success) throw unusable(path, 'it does not contain an object of settings');
  const { data } = content;
  const run = runSchema.safeParse(data);
  if ('config' in data && !run.success) {
    throw unusable(path, 'its "config" is not an object of settings, or its "dataHash" is not a string');
  }
  const settings = run.data ? recordSchema.parse(asStored(run.data.config)) : data;
  const recipe = z.enum(recipes).safeParse(settings['recipe']);
  if (!recipe.success) {
    const named = settings['recipe'];
    const problem = named === undefined ? 'it has no "recipe"' : `its recipe is ${JSON.stringify(named)}`;
    const meant = typeof named === 'string' ? didYouMean(named, recipes) : '';
    throw unusable(
      path,
      `${problem}; the recipes are ${recipes.join(', ')}${meant === '' ? '' : `.${meant}`}`,
    );
  }
  try {
    return { path, config: checkedConfig(settings), dataHash: run.data?.dataHash ?? null };
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    const remedy = 'Correct it in the file, or remove it there to use the default.';
    throw new UserError('input', `${path}: ${cause.message}\n${remedy}`, { cause });
  }
}

function parsedFile(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw unusable(path, `it cannot be read (${cause instanceof Error ? cause.message : String(cause)})`);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable(path, `it is not JSON (${cause instanceof Error ? cause.message : String(cause)})`);
  }
}

function unusable(path: string, problem: string): UserError {
  return new UserError(
    'input',
    `${path}: ${problem.replace(/(?<![?])$/, '.')} --config takes the config.json of a run's folder` +
      ' (contexture.json if the run uses a checkpoint), or an object of settings with its "recipe".',
  );
}
