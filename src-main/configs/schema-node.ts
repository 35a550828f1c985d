/** A setting's schema as JSON Schema writes it, with what its metadata say. */
import { z } from 'zod';
import { dataKinds, type SettingCondition, settingEditors, settingGroups } from '../setting.ts';
import type { SettingValues } from './setting-values.ts';

const conditionSchema: z.ZodType<SettingCondition> = z.object({
  path: z.string(),
  is: z.union([z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])), z.literal('given')]),
  get and() {
    return conditionSchema.optional();
  },
  get or() {
    return conditionSchema.optional();
  },
});

/** What of JSON Schema the settings use. */
export const nodeSchema = z.object({
  main: z.boolean().optional(),
  names: z.record(z.string(), z.string()).optional(),
  empty: z.string().optional(),
  when: conditionSchema.optional(),
  editor: z.enum(settingEditors).optional(),
  runsOf: z.string().optional(),
  // A nullable text without bounds is written as ['string', 'null'].
  type: z.union([z.string(), z.array(z.string())]).optional(),
  note: z.string().optional(),
  label: z.string().optional(),
  reads: z.string().optional(),
  renamedTo: z.string().optional(),
  data: z.enum(dataKinds).optional(),
  learns: z.boolean().optional(),
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
export type Node = z.infer<typeof nodeSchema>;

/** What a value may be, each kind by itself, null among them. */
export function optionsOf(node: Node): readonly Node[] {
  if (node.anyOf) return node.anyOf;
  return Array.isArray(node.type) ? node.type.map((type) => ({ type })) : [node];
}

/**
 * What a value other than null may be.
 *
 * @param path the name of the setting, for the error
 */
export function valuesOf(node: Node, path: string): SettingValues {
  if (node.enum) return { kind: 'choice', choices: node.enum };
  if (node.const !== undefined) return { kind: 'choice', choices: [node.const] };
  if (node.anyOf?.map(({ type }) => type).join() === 'integer,string') return { kind: 'runOrFile' };
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
