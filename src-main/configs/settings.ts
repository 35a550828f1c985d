/** The settings of every recipe as a table, read from its schema. */
import { z } from 'zod';
import { type DataKind, dataKinds, type SettingGroup, settingGroups } from '../setting.ts';
import { type Recipe, trainConfigSchema } from './all.ts';
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
  default: unknown;
}

export interface AboutRecipe {
  recipe: Recipe;
  /** What it is, in one sentence. */
  note: string;
  /** What it learns from, in a few words. */
  reads: string;
  data: DataKind;
  settings: RecipeSetting[];
}

/** What of JSON Schema the settings use. */
const nodeSchema = z.object({
  // A nullable text without bounds is written as ['string', 'null'].
  type: z.union([z.string(), z.array(z.string())]).optional(),
  note: z.string().optional(),
  label: z.string().optional(),
  reads: z.string().optional(),
  data: z.enum(dataKinds).optional(),
  group: z.enum(settingGroups).optional(),
  default: z.unknown().optional(),
  const: z.union([z.string(), z.number()]).optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
  get properties() {
    return z.record(z.string(), nodeSchema).optional();
  },
  get anyOf() {
    return z.array(nodeSchema).optional();
  },
});
type Node = z.infer<typeof nodeSchema>;

let table: ReadonlyMap<Recipe, AboutRecipe> | null = null;

/** All recipes, in the order in which they are listed. Made when it is first asked for: few commands do. */
function recipeTable(): ReadonlyMap<Recipe, AboutRecipe> {
  table ??= new Map(
    trainConfigSchema.options.map((schema) => {
      const recipe = schema.shape.recipe.value;
      const { note, reads, data, properties } = nodeSchema.parse(z.toJSONSchema(schema, { io: 'input' }));
      if (note === undefined || reads === undefined || data === undefined) {
        throw new TypeError(`${recipe} lacks its note, or what it reads`);
      }
      const { recipe: _, ...settings } = properties ?? {};
      return [recipe, { recipe, note, reads, data, settings: settingsWithin(settings) }];
    }),
  );
  return table;
}

export function aboutRecipes(): AboutRecipe[] {
  return [...recipeTable().values()];
}

export function aboutRecipe(recipe: Recipe): AboutRecipe {
  const about = recipeTable().get(recipe);
  if (!about) throw new TypeError(`no recipe ${recipe}`);
  return about;
}

function settingsWithin(properties: Readonly<Record<string, Node>>, within = ''): RecipeSetting[] {
  return Object.entries(properties).flatMap(([name, node]) => {
    const path = within + name;
    if (node.properties) return settingsWithin(node.properties, `${path}.`);
    const { label, note, group } = node;
    if (label === undefined || note === undefined || group === undefined) {
      throw new TypeError(`the setting ${path} lacks its label, note or group`);
    }
    const ways = waysOf(node);
    const nullable = ways.some(({ type }) => type === 'null');
    const given = ways.find(({ type }) => type !== 'null') ?? node;
    return [{ path, label, note, group, values: valuesOf(given, path), nullable, default: node.default }];
  });
}

/** What a value may be, null among it. */
function waysOf(node: Node): readonly Node[] {
  if (node.anyOf) return node.anyOf;
  return Array.isArray(node.type) ? node.type.map((type) => ({ type })) : [node];
}

function valuesOf(node: Node, path: string): SettingValues {
  if (node.enum) return { kind: 'choice', choices: node.enum };
  if (node.const !== undefined) return { kind: 'choice', choices: [node.const] };
  const { type, minimum = null, exclusiveMinimum = null, maximum = null } = node;
  if (type === 'integer') {
    // Of whole numbers those above 0 begin at 1.
    const least = exclusiveMinimum === null ? bound(minimum) : exclusiveMinimum + 1;
    return { kind: 'whole', least, above: null, most: bound(maximum) };
  }
  if (type === 'number') return { kind: 'number', least: minimum, above: exclusiveMinimum, most: maximum };
  if (type === 'boolean') return { kind: 'flag' };
  if (type === 'string') return { kind: 'text' };
  if (type === 'array') return { kind: 'list' };
  throw new TypeError(`the setting ${path} has values of a type that is not known here`);
}

/** Every integer lies within what a double holds exactly; that is no bound of a setting. */
function bound(limit: number | null): number | null {
  return limit === null || Math.abs(limit) === Number.MAX_SAFE_INTEGER ? null : limit;
}
