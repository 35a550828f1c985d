import { expect, it } from 'vitest';
import type { SettingCondition } from '../setting.ts';
import { recipes, trainConfigSchema } from './all.ts';
import { aboutRecipe, aboutRecipes, aboutWindow } from './settings.ts';

const all = aboutRecipes().flatMap(({ recipe, settings }) =>
  settings.map((setting) => ({ ...setting, recipe, siblings: settings })),
);

it('every recipe has its row, in the order of their names', () => {
  expect(aboutRecipes().map(({ recipe }) => recipe)).toEqual([...recipes]);
});

it('a form shows at most five settings and the device first, others only while another one asks for them', () => {
  for (const { recipe, settings } of aboutRecipes()) {
    const first = settings.filter(({ main, when, editor }) => main && when === null && editor !== 'device');
    expect([recipe, first.length >= 3 && first.length <= 5]).toEqual([recipe, true]);
  }
});

it('a condition is about another setting of the recipe, and names values that it takes', () => {
  const conditions = all.filter(({ when }) => when !== null);
  expect(conditions.length).toBeGreaterThan(0);
  const partsOf = (when: SettingCondition | null | undefined): SettingCondition[] =>
    when ? [when, ...partsOf(when.and), ...partsOf(when.or)] : [];
  for (const { recipe, path, when: whole, siblings } of conditions) {
    for (const when of partsOf(whole)) {
      const other = siblings.find((setting) => setting.path === when.path);
      expect(other?.path).not.toBe(path);
      const flags = other?.values.kind === 'flag' ? [true, false] : [];
      const choices = other?.values.kind === 'choice' ? other.values.choices : flags;
      // Null is the one value that is not given.
      const wanted = when.is === 'given' ? [null] : when.is;
      const possible = other?.nullable ? [...choices, null] : choices;
      expect([recipe, path, possible]).toEqual([recipe, path, expect.arrayContaining([...wanted])]);
    }
  }
});

it('a condition on a setting that a recipe lacks is left out, and one on a group holds for its parts', () => {
  const whenOf = (recipe: Parameters<typeof aboutRecipe>[0], path: string) =>
    aboutRecipe(recipe).settings.find((setting) => setting.path === path)?.when;
  expect(whenOf('contextual-sentiment', 'minCount')).toEqual({ path: 'encoder', is: ['words'] });
  expect(whenOf('rnn-attention', 'minCount')).toBeNull();
  expect(whenOf('contextual-sentiment', 'checkpoint')).toEqual({ path: 'encoder', is: ['checkpoint'] });
  expect(whenOf('bert-classifier', 'checkpoint')).toBeNull();
  expect(whenOf('topic', 'cleaning.links')).toEqual({ path: 'encoder', is: ['words'] });
  expect(whenOf('topic', 'window.n')).toEqual({ path: 'context', is: ['concat', 'self', 'cross'] });
});

it('what depends on the encoder stands after it', () => {
  for (const recipe of ['contextual-sentiment', 'topic'] as const) {
    const first = aboutRecipe(recipe)
      .settings.filter(({ main, group }) => main && group === 'model')
      .map(({ path }) => path);
    expect(first).toEqual(['encoder', 'checkpoint', 'tuned']);
  }
});

it('names are those of choices that there are', () => {
  const wrong = all.filter(({ names, values }) => {
    const choices = values.kind === 'choice' ? values.choices.map(String) : [];
    return Object.keys(names).some((name) => !choices.includes(name));
  });
  expect(wrong.map(({ recipe, path }) => `${recipe} ${path}`)).toEqual([]);
});

it('what may be null says what null stands for, files apart', () => {
  const silent = all.filter(({ nullable, empty, editor }) => nullable && empty === null && editor !== 'file');
  expect(silent.map(({ recipe, path }) => `${recipe} ${path}`)).toEqual([]);
  const needless = all.filter(({ nullable, empty }) => !nullable && empty !== null);
  expect(needless.map(({ recipe, path }) => `${recipe} ${path}`)).toEqual([]);
});

it('the window of a recipe has the parts of any window', () => {
  const own = aboutRecipe('contextual-sentiment').settings.filter(({ editor }) => editor === 'window');
  expect(own.map(({ path }) => path)).toEqual(aboutWindow().map(({ path }) => `window.${path}`));
});

it('the runs that can be chosen are those of a recipe', () => {
  const chosen = all.filter(({ editor }) => editor === 'vectors');
  expect(chosen.length).toBeGreaterThan(0);
  for (const { runsOf } of chosen) expect(trainConfigSchema.safeParse({ recipe: runsOf }).success).toBe(true);
});
