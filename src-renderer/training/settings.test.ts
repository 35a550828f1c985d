import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recipes, trainConfigSchema } from '../../src-main/configs/all.ts';
import { recipeNotes } from './recipes.ts';
import { settings, settingsOf, settingValue, withSetting } from './settings.ts';

/** Fields of the form's own, and files of a machine, which the command line takes. */
const elsewhere = new Set([
  'recipe',
  'symbols',
  'scheme',
  'device',
  'window',
  'trainFile',
  'testFile',
  'leaveOut',
]);

const propertySchema = z.looseObject({
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  properties: z.record(z.string(), z.looseObject({ enum: z.array(z.string()).optional() })).optional(),
});
const recipeSchema = z.looseObject({ properties: z.record(z.string(), propertySchema) });

/** Every setting of every recipe by its path, with its choices where it has some. */
const accepted = z
  .union([
    z.looseObject({ oneOf: z.array(recipeSchema) }).transform(({ oneOf }) => oneOf),
    z.looseObject({ anyOf: z.array(recipeSchema) }).transform(({ anyOf }) => anyOf),
  ])
  .parse(z.toJSONSchema(trainConfigSchema, { io: 'input' }))
  .flatMap(({ properties }) =>
    Object.entries(properties)
      .filter(([name]) => !elsewhere.has(name))
      .flatMap(([name, property]) =>
        property.properties === undefined
          ? [{ recipe: properties['recipe']?.const, path: name, choices: property.enum }]
          : Object.entries(property.properties).map(([part, { enum: choices }]) => ({
              recipe: properties['recipe']?.const,
              path: `${name}.${part}`,
              choices,
            })),
      ),
  );

describe('the training form', () => {
  it('offers every recipe', () => {
    expect(recipeNotes.map(({ recipe }) => recipe).sort()).toEqual([...recipes].sort());
  });

  it('has a field for every setting of every recipe', () => {
    const known = new Set(settings.map(({ path }) => path));
    expect(accepted.filter(({ path }) => !known.has(path))).toEqual([]);
  });

  it('offers exactly the choices that there are', () => {
    const offered = settings.flatMap((setting) =>
      setting.kind === 'choice' ? [[setting.path, setting.choices.map(([value]) => value).sort()]] : [],
    );
    const own = accepted.flatMap(({ path, choices }) => (choices ? [[path, choices.toSorted()]] : []));
    expect(new Set(own.map((row) => JSON.stringify(row)))).toEqual(
      new Set(offered.map((row) => JSON.stringify(row))),
    );
  });

  it('shows every setting once at most', () => {
    for (const recipe of recipes) {
      const paths = settingsOf(trainConfigSchema.parse({ recipe })).map(({ path }) => path);
      expect(new Set(paths).size).toBe(paths.length);
    }
  });

  it('changes one value, in a part too, and leaves the rest', () => {
    const config = trainConfigSchema.parse({ recipe: 'document-attention' });
    const changed = withSetting(withSetting(config, 'cleaning.links', 'token'), 'heads', 2);
    expect(trainConfigSchema.parse(changed)).toEqual({
      ...config,
      heads: 2,
      cleaning: { ...('cleaning' in config ? config.cleaning : {}), links: 'token' },
    });
    expect(settingValue(config, 'cleaning.links')).toBe('drop');
  });

  it('shows what makes a difference only', () => {
    const config = trainConfigSchema.parse({ recipe: 'document-attention' });
    const shown = (attention: string) =>
      settingsOf(withSetting(config, 'attention', attention)).map(({ path }) => path);
    expect(shown('soft')).not.toContain('localWidth');
    expect(shown('local')).toContain('localWidth');
    expect(shown('soft')).not.toContain('days');
  });
});
