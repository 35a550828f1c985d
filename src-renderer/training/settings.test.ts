import { describe, expect, it } from 'vitest';
import { recipes, trainConfigSchema, type RecipeName } from '../../src-main/configs/all.ts';
import { aboutRecipe } from '../../src-main/configs/settings.ts';
import type { TrainConfig } from '../../src-main/api/types.ts';
import {
  hasField,
  inGroups,
  settingsInUse,
  settingValue,
  withoutEffectless,
  withSetting,
} from './settings.ts';

const config = trainConfigSchema.parse({ recipe: 'contextual-sentiment' });

/** What the form shows of a configuration. */
function shown(of: TrainConfig): string[] {
  return settingsInUse(aboutRecipe(of.recipe).settings, of)
    .filter(hasField)
    .map(({ path }) => path);
}

/** The choices of a recipe one after the other, so that whatever depends on them has its turn. */
function variants(recipe: RecipeName): TrainConfig[] {
  const defaults = trainConfigSchema.parse({ recipe });
  const { settings } = aboutRecipe(recipe);
  const changedFrom = (config: TrainConfig): TrainConfig[] =>
    settings.flatMap(({ path, values }) => {
      if (values.kind === 'flag') return [true, false].map((flag) => withSetting(config, path, flag));
      return values.kind === 'choice'
        ? values.choices.map((choice) => withSetting(config, path, choice))
        : [];
    });
  // What is asked for with another choice only may decide in its turn.
  const once = changedFrom(defaults);
  return [defaults, ...once, ...once.flatMap(changedFrom)];
}

describe('the training form', () => {
  it.each(recipes)(
    'shows every setting of %s under one choice or another, files and windows apart',
    (recipe) => {
      const all = new Set(variants(recipe).flatMap(shown));
      const missing = aboutRecipe(recipe).settings.filter(({ path }) => !all.has(path));
      expect(
        missing.filter(({ path, editor }) => editor !== 'file' && editor !== 'window' && path !== 'dropout'),
      ).toEqual([]);
      // Of word2vec only: it knows no dropout.
      expect(missing.some(({ path }) => path === 'dropout')).toBe(['word2vec'].includes(recipe));
    },
  );

  it('shows what makes a difference only', () => {
    const soft = trainConfigSchema.parse({ recipe: 'document-attention' });
    expect(shown(soft)).not.toContain('localWidth');
    expect(shown(withSetting(soft, 'attention', 'local'))).toContain('localWidth');
    expect(shown(config)).not.toContain('checkpoint');
    expect(shown(config)).toContain('cleaning.links');
    // As the form has it: what depends on the encoder is not said.
    const frozen = withSetting(withSetting(config, 'encoder', 'checkpoint'), 'tuned', null);
    expect(shown(frozen)).toContain('checkpoint');
    expect(shown(frozen)).not.toContain('layerDecay');
    const tuned = withSetting(frozen, 'tuned', true);
    expect(shown(tuned)).toContain('layerDecay');
    expect([shown(frozen).includes('precision'), shown(tuned).includes('precision')]).toEqual([true, false]);
    // Without a checkpoint nothing is tuned, whatever the flag says.
    expect(shown(withSetting(tuned, 'encoder', 'words'))).not.toContain('layerDecay');
    expect(shown(frozen)).not.toContain('cleaning.links');
    // Word vectors that a file gives may stay as they are; then there are no layers of a checkpoint.
    expect(shown(config)).not.toContain('tuned');
    const fromFile = withSetting(config, 'vectors', 'glove.txt');
    expect(shown(fromFile)).toContain('tuned');
    expect(shown(withSetting(fromFile, 'tuned', true))).not.toContain('layerDecay');
  });

  it('asks for the default of what nobody sees', () => {
    const { settings } = aboutRecipe(config.recipe);
    const frozen = withSetting(withSetting(config, 'encoder', 'checkpoint'), 'tuned', null);
    const rounded = withSetting(frozen, 'precision', 'int8');
    expect(withoutEffectless(settings, rounded)).toMatchObject({ precision: 'int8' });
    const tuned = withSetting(rounded, 'tuned', true);
    expect(withoutEffectless(settings, tuned)).toMatchObject({ precision: 'float32', tuned: true });
    expect(() => trainConfigSchema.parse(withoutEffectless(settings, tuned))).not.toThrow();
  });

  it('keeps the settings of a window together with their condition', () => {
    const window = (of: TrainConfig) =>
      settingsInUse(aboutRecipe(of.recipe).settings, of).some(({ editor }) => editor === 'window');
    expect(window(config)).toBe(true);
    expect(window(withSetting(config, 'context', 'none'))).toBe(false);
  });

  it('sorts every setting into a group', () => {
    const { settings } = aboutRecipe('contextual-sentiment');
    const groups = inGroups(settings);
    expect(groups.flatMap((group) => group.settings)).toHaveLength(settings.length);
    expect(groups[0]?.name).toBe('Data');
    expect(inGroups([])).toEqual([]);
  });

  it('changes one value, also a part of a group, and leaves the others', () => {
    const changed = withSetting(withSetting(config, 'cleaning.links', 'token'), 'heads', 2);
    expect(trainConfigSchema.parse(changed)).toEqual({
      ...config,
      heads: 2,
      cleaning: { ...('cleaning' in config ? config.cleaning : {}), links: 'token' },
    });
    expect(settingValue(config, 'cleaning.links')).toBe('drop');
  });
});
