import { settingGroups } from '../../src-main/setting.ts';
import { listed, valuesInWords } from '../../src-main/configs/setting-values.ts';
import { type AboutRecipe, aboutRecipes, type RecipeSetting } from '../../src-main/configs/settings.ts';
import { defaultOf, noteWithOption } from '../../src-main/shells/terminal/settings-help.ts';
import { code, table } from './markdown.ts';

export function recipesTable(): string {
  return table(
    ['recipe', 'what it is', 'reads'],
    aboutRecipes().map(({ recipe, note, reads }) => [code(recipe), note, reads]),
  );
}

/** A setting that several recipes have, with the same values and note. */
interface Shared {
  setting: RecipeSetting;
  recipes: AboutRecipe[];
}

/** The settings of every recipe: those that several have stand once, with the recipes that have them. */
export function settingSections(): string {
  const all = aboutRecipes();
  const shared = sharedSettings(all);
  return [
    '### Settings shared by several recipes',
    'The section of a recipe below lists defaults that differ.',
    table(
      ['setting', 'group', 'values', 'default', 'what it does', 'recipes'],
      inGroups(shared, ({ setting }) => setting).map(({ setting, recipes }) => [
        ...cellsOf(setting),
        ownersOf(recipes, all),
      ]),
    ),
    ...all.flatMap((recipe) => sectionOf(recipe, shared)),
  ].join('\n\n');
}

function sharedSettings(all: readonly AboutRecipe[]): Shared[] {
  const found: Shared[] = [];
  for (const recipe of all) {
    for (const setting of recipe.settings) {
      const known = found.find((one) => isSame(one.setting, setting));
      if (known) known.recipes.push(recipe);
      else found.push({ setting, recipes: [recipe] });
    }
  }
  return found.filter(({ recipes }) => recipes.length > 1);
}

function ownersOf(recipes: readonly AboutRecipe[], all: readonly AboutRecipe[]): string {
  const missing = all.filter((recipe) => !recipes.includes(recipe)).map(({ recipe }) => code(recipe));
  if (missing.length === 0) return 'all';
  if (missing.length < 3) return `all but ${listed(missing, 'and')}`;
  return recipes.map(({ recipe }) => code(recipe)).join(', ');
}

function sectionOf(about: AboutRecipe, shared: readonly Shared[]): string[] {
  const ofSeveral = shared.filter(({ recipes }) => recipes.includes(about));
  const own = about.settings.filter((setting) => !ofSeveral.some((one) => isSame(one.setting, setting)));
  const defaults = ofSeveral.flatMap(({ setting: { path, default: usual } }) => {
    const setting = about.settings.find((one) => one.path === path);
    const differs = setting && JSON.stringify(setting.default) !== JSON.stringify(usual);
    return differs ? [code(`${path}=${defaultOf(setting)}`)] : [];
  });
  return [
    `### ${about.recipe}`,
    `${about.note} It has ${ofSeveral.length} of the settings above` +
      `${defaults.length === 0 ? '' : `, with other defaults for some: ${defaults.join(', ')}`}.`,
    ...(own.length === 0
      ? []
      : [
          table(
            ['setting', 'group', 'values', 'default', 'what it does'],
            inGroups(own, (setting) => setting).map(cellsOf),
          ),
        ]),
  ];
}

function inGroups<T>(items: readonly T[], settingOf: (item: T) => RecipeSetting): T[] {
  return settingGroups.flatMap((group) => items.filter((item) => settingOf(item).group === group));
}

function cellsOf(setting: RecipeSetting): string[] {
  return [
    code(setting.path),
    setting.group,
    valuesInWords(setting),
    code(defaultOf(setting)),
    noteWithOption(setting),
  ];
}

/** Whether the rows of two settings differ in nothing but their defaults. */
function isSame(one: RecipeSetting, other: RecipeSetting): boolean {
  const facts = (setting: RecipeSetting) => JSON.stringify(cellsOf({ ...setting, default: null }));
  return facts(one) === facts(other);
}
