import { expect, test } from 'vitest';
import { trainConfigSchema } from '../configs/all.ts';
import type { RunRow } from '../training/types.ts';
import { compareSettings } from './compare-settings.ts';

const config = (settings: object) =>
  trainConfigSchema.parse({ recipe: 'contextual-sentiment', context: 'none', ...settings });
const run = (settings: object) =>
  ({ config: config(settings), dataHash: 'a', device: 'cpu', version: '1' }) as unknown as RunRow;

test('a setting that has no effect in a run has no value there: words are read by no checkpoint', () => {
  const { differing, alike } = compareSettings([
    run({ encoder: 'words' }),
    run({ encoder: 'checkpoint', checkpoint: 'mini' }),
  ]);
  const values = Object.fromEntries(differing.map((one) => [one.name, one.values]));
  expect(values['encoder']).toEqual(['words', 'checkpoint']);
  expect(values['checkpoint']).toEqual([null, 'mini']);
  expect(alike.map(({ name }) => name)).toContain('context');
});

test('one that has none in any of them is not compared', () => {
  const { differing, alike } = compareSettings([run({ seed: 1 }), run({ seed: 2, checkpoint: 'mini' })]);
  expect(differing).toEqual([{ name: 'seed', values: ['1', '2'] }]);
  expect(alike.map(({ name }) => name)).not.toContain('checkpoint');
});
