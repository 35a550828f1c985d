/** What the form of a study holds, and the request that follows from it. */
import type {
  RecipeInfo,
  RecipeSetting,
  StudyChoices,
  StudyPage,
  StudyRequest,
  TrainConfig,
} from '../../src-main/api/types.ts';
import { hasField, settingsInUse, withoutEffectless } from '../training/settings.ts';
import { ageLimits, agesTyped } from './age-limits.ts';
import { windowSizes } from './window-sizes.ts';

/** Settings of a recipe that reads windows. */
export type StudyConfig = Extract<TrainConfig, { contextModel: unknown }>;

export interface StudyForm {
  config: StudyConfig;
  /** By the names that results have for them: `words`, a checkpoint, or `CHECKPOINT:tuned`. */
  encoders: string[];
  arms: StudyRequest['arms'];
  scopes: StudyRequest['scopes'];
  /** As they are typed. */
  windows: string;
  /** Greatest ages, as they are typed; empty: any. */
  ages: string;
  seeds: number | null;
  /** Minutes; null: none. */
  budget: number | null;
  sparse: boolean;
}

/** Settings that a study decides on itself: they differ between its arms, or concern none. */
const decided: ReadonlySet<string> = new Set([
  'context',
  'window.n',
  'window.scope',
  'encoder',
  'checkpoint',
  'tuned',
  'vectors',
  'ensemble',
  'ngrams',
]);

/** Parts of the window that are studied. */
export const studiedParts = ['n', 'scope'] as const;

export function isStudyConfig(config: TrainConfig): config is StudyConfig {
  return 'contextModel' in config;
}

export function usualForm(config: StudyConfig, { arms }: StudyChoices): StudyForm {
  return {
    config,
    encoders: ['words'],
    arms: arms.filter(({ usual }) => usual).map(({ arm }) => arm),
    scopes: ['company'],
    windows: '8',
    ages: '',
    seeds: 5,
    budget: null,
    sparse: false,
  };
}

/** The form that asks for what a study was asked for; null: it was one of another recipe. */
export function formOf({
  record,
  config,
}: Pick<StudyPage, 'config'> & { record: Pick<StudyPage['record'], 'request'> }): StudyForm | null {
  const { encoders, arms, scopes, windows, ages, seeds, budget, sparse } = record.request;
  if (!isStudyConfig(config)) return null;
  return {
    config,
    encoders: encoders.map(({ name }) => name),
    arms,
    scopes,
    windows: windows.join(', '),
    ages: agesTyped(ages),
    seeds,
    budget,
    sparse,
  };
}

/** The configuration that an encoder is trained with. */
function configOf(form: StudyForm, encoder: string, most: number): StudyConfig {
  const { config } = form;
  const window = { ...config.window, n: most };
  const shared = { ...config, context: 'cross' as const, window };
  if (encoder === 'words') return { ...shared, encoder: 'words', vectors: null };
  const tuned = encoder.endsWith(':tuned');
  const checkpoint = tuned ? encoder.slice(0, -':tuned'.length) : encoder;
  return { ...shared, encoder: 'checkpoint', checkpoint, tuned };
}

/** The settings that all arms share and that have an effect on one of the encoders. */
export function sharedSettings(info: RecipeInfo, form: StudyForm): RecipeSetting[] {
  const inUse = new Set(
    (form.encoders.length === 0 ? ['words'] : form.encoders).flatMap((encoder) =>
      settingsInUse(info.settings, configOf(form, encoder, 8)),
    ),
  );
  return info.settings.filter(
    (setting) => inUse.has(setting) && hasField(setting) && !decided.has(setting.path),
  );
}

/** The request of a form, or why there is none, in words. */
export function requestOf(
  info: RecipeInfo,
  form: StudyForm,
  { arms, mostTexts, mostSeeds }: StudyChoices,
): { request: StudyRequest } | { problem: string } {
  const sizes = windowSizes(form.windows, mostTexts);
  if ('problem' in sizes) return sizes;
  const limits = ageLimits(form.ages);
  if ('problem' in limits) return limits;
  if (form.encoders.length === 0) return { problem: 'Choose at least one way of reading the texts.' };
  if (form.scopes.length === 0) return { problem: 'Choose where windows draw their texts from.' };
  if (!form.arms.some((arm) => arm !== 'none' && arm !== 'floors')) {
    return { problem: 'Choose at least one way of reading a window.' };
  }
  const { seeds, budget } = form;
  if (seeds === null || !Number.isInteger(seeds) || seeds < 1 || seeds > mostSeeds) {
    return { problem: `The number of seeds must be a whole number from 1 to ${mostSeeds}.` };
  }
  if (budget !== null && !(budget > 0)) return { problem: 'The time limit must be more than 0 minutes.' };
  const most = Math.max(...sizes.sizes);
  const encoders = form.encoders.flatMap((name) => {
    const config = withoutEffectless(info.settings, configOf(form, name, most));
    return isStudyConfig(config) ? [{ name, config }] : [];
  });
  return {
    request: {
      encoders,
      // In one order: the same study however it was ticked together.
      arms: arms.flatMap(({ arm }) => (arm === 'none' || form.arms.includes(arm) ? [arm] : [])),
      scopes: form.scopes,
      windows: sizes.sizes,
      ages: limits.ages,
      seeds,
      budget,
      processes: null,
      sparse: form.sparse,
    },
  };
}

/** The form with a setting of all arms changed. */
export function withShared(form: StudyForm, config: TrainConfig): StudyForm {
  return isStudyConfig(config) ? { ...form, config } : form;
}
