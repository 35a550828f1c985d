/** The settings of every recipe as a table, read from its schema. */
import { z } from 'zod';
import type { DataKind, SettingCondition, SettingEditor, SettingForm, SettingGroup } from '../setting.ts';
import { contextSpecSchema } from '../context/spec.ts';
import { type RecipeName, trainConfigSchema } from './all.ts';
import { type Node, nodeSchema, optionsOf, valuesOf } from './schema-node.ts';
import type { SettingValues } from './setting-values.ts';

export interface RecipeSetting {
  /** Its name as `--set` takes it: `window.n` is a part of `window`. */
  path: string;
  label: string;
  note: string;
  group: SettingGroup;
  values: SettingValues;
  /** Whether it may be null. */
  nullable: boolean;
  /** What null stands for, in a few words; null: it needs none. */
  empty: string | null;
  default: unknown;
  /** Whether it is one of the few settings that a form shows first. */
  main: boolean;
  /** What choices are called in a form, by their values; one that is missing is called by its value. */
  names: Readonly<Record<string, string>>;
  /** It has an effect only under this condition, which is about another setting of the recipe; null: always. */
  when: SettingCondition | null;
  editor: SettingEditor | null;
  /** The recipe whose runs can be chosen with the editor `vectors`. */
  runsOf: string | null;
}

export interface AboutRecipe {
  recipe: RecipeName;
  /** What it is, in one sentence. */
  note: string;
  /** What it learns from, in a few words. */
  reads: string;
  data: DataKind;
  /** Whether it learns from them; else it is only compared with them, and can do without. */
  learns: boolean;
  settings: RecipeSetting[];
}

let table: ReadonlyMap<RecipeName, AboutRecipe> | null = null;
/** Names that settings of recipes had in earlier versions, and their names now. */
const renamed = new Map<string, string>();

/** All recipes, in the order in which they are listed. Made when it is first asked for: few commands do. */
function recipeTable(): ReadonlyMap<RecipeName, AboutRecipe> {
  table ??= new Map(
    trainConfigSchema.options.map((schema) => {
      const recipe = schema.shape.recipe.value;
      const {
        note,
        reads,
        data,
        learns = true,
        properties,
      } = nodeSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
      if (note === undefined || reads === undefined || data === undefined) {
        throw new TypeError(`${recipe} lacks its note, or what it reads`);
      }
      const { recipe: _, ...settings } = properties ?? {};
      for (const [name, { renamedTo }] of Object.entries(settings)) {
        if (renamedTo !== undefined) renamed.set(name, renamedTo);
      }
      const own = settingsWithin(settings).map(ownCondition);
      return [recipe, { recipe, note, reads, data, learns, settings: own }];
    }),
  );
  return table;
}

export function aboutRecipes(): AboutRecipe[] {
  return [...recipeTable().values()];
}

export function aboutRecipe(recipe: RecipeName): AboutRecipe {
  const about = recipeTable().get(recipe);
  if (!about) throw new TypeError(`no recipe ${recipe}`);
  return about;
}

/** What a setting of a recipe is called today, by its name in this or an earlier version. */
export function currentName(path: string): string {
  recipeTable();
  return renamed.get(path) ?? path;
}

/** The settings of a context window, by the names of its parts. */
export function aboutWindow(): RecipeSetting[] {
  const { properties } = nodeSchema.parse(z.toJSONSchema(contextSpecSchema, { io: 'input' }));
  return settingsWithin(properties ?? {});
}

/** A condition on a setting that the recipe does not have is none. */
function ownCondition(setting: RecipeSetting, _: number, all: readonly RecipeSetting[]): RecipeSetting {
  const { when } = setting;
  return when === null || all.some(({ path }) => path === when.path) ? setting : { ...setting, when: null };
}

/** @param group the name of the group whose parts these are, and what a form makes of the group */
function settingsWithin(
  properties: Readonly<Record<string, Node>>,
  group: { name: string } & SettingForm = { name: '' },
): RecipeSetting[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const path = group.name + name;
    if (node.renamedTo !== undefined) return [];
    const { label, note, group: ofSetting, when = group.when, editor = group.editor } = node;
    if (node.properties) return settingsWithin(node.properties, { name: `${path}.`, when, editor });
    if (label === undefined || note === undefined || ofSetting === undefined) {
      throw new TypeError(`the setting ${path} lacks its label, note or group`);
    }
    const options = optionsOf(node);
    const given = options.find(({ type }) => type !== 'null') ?? node;
    const setting: RecipeSetting = {
      path,
      label,
      note,
      group: ofSetting,
      values: valuesOf(given, path),
      nullable: options.some(({ type }) => type === 'null'),
      empty: node.empty ?? null,
      default: node.default,
      main: node.main ?? false,
      names: node.names ?? {},
      when: when ?? null,
      editor: editor ?? null,
      runsOf: node.runsOf ?? null,
    };
    return [setting];
  });
}
