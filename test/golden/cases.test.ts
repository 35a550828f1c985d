import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recipes } from '../../src-main/training/config.ts';
import { caseNames, goldenMissing, why } from './reference-case.ts';

/** Where each case is checked. One that stands neither here nor below fails. */
const checkedIn: Readonly<Record<string, string>> = {
  attention: 'attention.test.ts',
  multihead_attention: 'attention.test.ts',
  contextual_sentiment: 'training.test.ts',
  document_attention: 'training.test.ts',
  simple_transformer: 'training.test.ts',
  measures: 'measures.test.ts',
  rnn_attention: 'training.test.ts',
  word2vec: 'later-recipes.test.ts',
  price_transformer: 'later-recipes.test.ts',
  bert: 'bert.test.ts',
};
/**
 * What waits for a recipe, which has to check it once it is there: its own model in place of the mathematics that the
 * test of later recipes holds, and what that leaves out.
 */
const waitingFor: Readonly<Record<string, readonly [recipe: string, what: string]>> = {
  price_transformer: ['price-transformer', 'the binning of prices, and its model'],
};

describe.skipIf(goldenMissing)(`the reference cases${why}`, () => {
  it('are all known', async () => {
    const known = new Set([...Object.keys(checkedIn), ...Object.keys(waitingFor)]);
    expect((await caseNames()).filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(Object.entries(checkedIn))('%s is checked in %s', async (name, file) => {
    const source = await readFile(join(import.meta.dirname, file), 'utf8');
    expect(source).toContain(`loadCase('${name}')`);
  });

  it.each(Object.entries(waitingFor).map(([name, [recipe, what]]) => [name, what, recipe] as const))(
    '%s: %s waits for the recipe %s',
    (_, __, recipe) => {
      expect(recipes).not.toContain(recipe);
    },
  );
});
