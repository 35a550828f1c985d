/** What a user can do about an error, as data: the terminal writes options and commands, the window shows controls. */
import * as z from 'zod/mini';

/** Something to set. The terminal writes it as an option, the window as a control. */
export interface SettingRemedy {
  /** Its name without dashes, as the option of the command line has it: `dates`, `as`, `workspace`. */
  setting: string;
  /** The values to choose from, or examples of values; empty: any. */
  values: readonly string[];
}

/** Something to do. The terminal writes it as a command, the window leads to where it is done. */
export type ActionRemedy =
  /** Import a file; `scheme`: the one that its labels should have, where one is known. */
  | { action: 'import'; what: 'files' | 'texts' | 'labels' | 'prices'; scheme?: string }
  /** Train a recipe, with these settings where its defaults would not do. */
  | { action: 'train'; recipe: string; settings?: Record<string, string> }
  /** Resume a run that was stopped. */
  | { action: 'resume'; run: number }
  /** Let a run label the texts that have no label. */
  | { action: 'label' }
  /** Let a run predict the rows of a file, whatever labels they have. */
  | { action: 'predict'; file: string }
  /** Add a checkpoint to those of this machine: by its name on the hub or its file; null: one that is not known. */
  | { action: 'add-checkpoint'; checkpoint: string | null }
  /** Put a damaged workspace right, as far as it can be. */
  | { action: 'repair' }
  /** Look up what there is. */
  | { action: 'list'; what: 'checkpoints' | 'companies' | 'recipes' | 'runs' | 'sources' };

/** Settings that belong together: those with which an earlier file of the same shape was read. */
export interface EarlierRemedy {
  /** Each with its value, as the command line writes both. */
  earlier: readonly { setting: string; value: string }[];
}

/** One of the ways to put something right. */
export type Remedy = SettingRemedy | ActionRemedy | EarlierRemedy;

/** Remedies cross the job channel and the API, and are stored with runs. */
export const remedySchema: z.ZodMiniType<Remedy> = z.union([
  z.object({ setting: z.string().check(z.minLength(1)), values: z.array(z.string()) }),
  z.object({ earlier: z.array(z.object({ setting: z.string().check(z.minLength(1)), value: z.string() })) }),
  z.discriminatedUnion('action', [
    z.object({
      action: z.literal('import'),
      what: z.enum(['files', 'texts', 'labels', 'prices']),
      scheme: z.exactOptional(z.string()),
    }),
    z.object({
      action: z.literal('train'),
      recipe: z.string(),
      settings: z.exactOptional(z.record(z.string(), z.string())),
    }),
    z.object({ action: z.literal('resume'), run: z.int() }),
    z.object({ action: z.literal('label') }),
    z.object({ action: z.literal('repair') }),
    z.object({ action: z.literal('predict'), file: z.string() }),
    z.object({ action: z.literal('add-checkpoint'), checkpoint: z.nullable(z.string()) }),
    z.object({
      action: z.literal('list'),
      what: z.enum(['checkpoints', 'companies', 'recipes', 'runs', 'sources']),
    }),
  ]),
]);
