import { expect, test } from 'vitest';
import { trainConfigSchema } from '../../configs/all.ts';
import { twoSectors } from '../../recipes/company-cooccurrence/two-sectors.testing.ts';
import { train } from '../../recipes/train.ts';
import { whyNear } from './why-near.ts';

const context = { signal: new AbortController().signal, emit: () => undefined };

test('two companies of a sector share its words and its companies; the texts that say so are named', async () => {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'company-embedding', minTexts: 5 });
  const { run } = await train(store, config, context);
  const why = whyNear(store, { run, symbol: '$xom', other: 'CVX' });
  expect(why).toMatchObject({ run, counted: true, companies: ['XOM', 'CVX'], returns: null });
  expect(why.similarity).toBeGreaterThan(0.5);
  // The words of the sector, and those of the two texts that name both.
  const everywhere = why.words.filter(({ texts }) => texts.every((count) => count >= 12));
  expect(everywhere.map(({ word }) => word).toSorted()).toEqual(['barrels', 'crude', 'drilling']);
  const others = why.words.filter((one) => !everywhere.includes(one));
  expect(why.together.texts).toBe(2);
  for (const { word, texts } of others) {
    expect(texts).toEqual([1, 1]);
    expect(why.together.examples.some(({ text }) => text.includes(word))).toBe(true);
  }
  expect(why.words.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(new Set(why.mentions.map(({ symbol }) => symbol))).toEqual(new Set(['COP', 'SLB']));
  for (const { text } of why.together.examples) expect(text).toMatch(/\$XOM.*\$CVX|\$CVX.*\$XOM/u);
  expect(why.texts.map((texts) => texts.length)).toEqual([3, 3]);
  for (const { text } of why.texts[0]!) expect(text).toContain('$XOM');
});

test('companies of two sectors share neither', async () => {
  const store = await twoSectors();
  const { run } = await train(
    store,
    trainConfigSchema.parse({ recipe: 'company-cooccurrence', minTexts: 5 }),
    context,
  );
  const why = whyNear(store, { run, symbol: 'XOM', other: 'GS' });
  expect([why.words, why.mentions, why.together.texts]).toEqual([[], [], 0]);
  expect(() => whyNear(store, { run, symbol: 'XOM', other: 'xom' })).toThrow('one company');
  expect(() => whyNear(store, { run, symbol: 'XOM', other: 'GSS' })).toThrow('There is no ticker GSS');
});

test('of a trained run it says that what it shows was counted', async () => {
  const store = await twoSectors();
  const { run } = await train(
    store,
    trainConfigSchema.parse({
      recipe: 'company-embedding',
      objective: 'match',
      minTexts: 5,
      epochs: 1,
      width: 8,
    }),
    context,
  );
  expect(whyNear(store, { run, symbol: 'XOM', other: 'CVX' })).toMatchObject({ counted: false });
});

test('a run without company vectors is refused', async () => {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'word2vec', epochs: 1 });
  const { run } = await train(store, config, context);
  expect(() => whyNear(store, { run, symbol: 'XOM', other: 'CVX' })).toThrow(
    `Run ${run} has no company vectors.`,
  );
});
