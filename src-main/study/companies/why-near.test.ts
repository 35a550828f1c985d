import { expect, test } from 'vitest';
import { importContent } from '../../../test/support/workspace.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { banks, oil, twoSectors } from '../../recipes/company-cooccurrence/two-sectors.testing.ts';
import { train } from '../../recipes/train.ts';
import type { ReadableStore } from '../../store/store.ts';
import { near } from './near.ts';
import { whyNear } from './why-near.ts';
import { whyNearRequestSchema } from './why-near-schema.ts';

const why = (store: ReadableStore, asked: { run: number; symbol: string; other: string }) =>
  whyNear(store, whyNearRequestSchema.parse(asked));

const context = { signal: new AbortController().signal, emit: () => undefined };

test('two companies of a sector share its words and its companies; the texts that say so are named', async () => {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'company-embedding', minTexts: 5 });
  const { run } = await train(store, config, context);
  const found = why(store, { run, symbol: '$xom', other: 'CVX' });
  expect(found).toMatchObject({ run, counted: true, companies: ['XOM', 'CVX'], returns: null });
  expect(found.similarity).toBeGreaterThan(0.5);
  // The words of the sector, and those of the two texts that name both.
  const everywhere = found.words.filter(({ texts }) => texts.every((count) => count >= 12));
  expect(everywhere.map(({ word }) => word).toSorted()).toEqual(['barrels', 'crude', 'drilling']);
  const others = found.words.filter((one) => !everywhere.includes(one));
  expect(found.together.texts).toBe(2);
  for (const { word, texts } of others) {
    expect(texts).toEqual([1, 1]);
    expect(found.together.examples.some(({ text }) => text.includes(word))).toBe(true);
  }
  expect(found.words.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  expect(new Set(found.mentions.map(({ symbol }) => symbol))).toEqual(new Set(['COP', 'SLB']));
  for (const { text } of found.together.examples) expect(text).toMatch(/\$XOM.*\$CVX|\$CVX.*\$XOM/u);
  expect(found.texts.map((texts) => texts.length)).toEqual([3, 3]);
  for (const { text } of found.texts[0]!) expect(text).toContain('$XOM');
});

test('companies of two sectors share neither', async () => {
  const store = await twoSectors();
  const { run } = await train(
    store,
    trainConfigSchema.parse({ recipe: 'company-cooccurrence', minTexts: 5 }),
    context,
  );
  const found = why(store, { run, symbol: 'XOM', other: 'GS' });
  expect([found.words, found.mentions, found.together.texts]).toEqual([[], [], 0]);
  expect(() => why(store, { run, symbol: 'XOM', other: 'xom' })).toThrow('one company');
  expect(() => why(store, { run, symbol: 'XOM', other: 'GSS' })).toThrow('There is no ticker GSS');
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
  expect(why(store, { run, symbol: 'XOM', other: 'CVX' })).toMatchObject({ counted: false });
});

test('a run without company vectors is refused', async () => {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'word2vec', epochs: 1 });
  const { run } = await train(store, config, context);
  expect(() => why(store, { run, symbol: 'XOM', other: 'CVX' })).toThrow(
    `Run ${run} has no company vectors.`,
  );
});

test('how near they are is what their neighbours say, by whatever measure, also of a trained run', async () => {
  const store = await twoSectors();
  const trained = { recipe: 'company-embedding', objective: 'match', minTexts: 5, epochs: 1, width: 8 };
  for (const settings of [{ recipe: 'company-cooccurrence', minTexts: 5 }, trained]) {
    const { run } = await train(store, trainConfigSchema.parse(settings), context);
    for (const metric of ['centred', 'cosine', 'euclidean'] as const) {
      const asked = whyNearRequestSchema.parse({ run, symbol: 'XOM', other: 'GS', metric });
      const listed = near(store, { ...asked, k: 7 }).find(({ symbol }) => symbol === 'GS')!;
      const found = whyNear(store, asked);
      expect(found.similarity).toBeCloseTo(listed.similarity, 5);
      expect(found.isDistance).toBe(metric === 'euclidean');
    }
  }
});

test('of some texts alone it counts those alone', async () => {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'company-cooccurrence', minTexts: 3 });
  const { run } = await train(store, config, context);
  // All texts are of one day; a day later there are none.
  const ofDay = (from: string) =>
    whyNear(store, whyNearRequestSchema.parse({ run, symbol: 'XOM', other: 'CVX', from }));
  expect(ofDay('2018-07-18')).toMatchObject({ together: { texts: 2 } });
  expect(() => ofDay('2018-07-19')).toThrow('Too few companies have 3 of these texts');
  await importContent(
    store,
    'labels.csv',
    `text,label,ticker,date\n${[...oil, ...banks]
      .flatMap((symbol) =>
        ['alpha beta', 'gamma delta', 'rho sigma', 'tau phi', 'chi psi'].map(
          (words, at) =>
            `${words} ${symbol.toLowerCase()}x pumps $${symbol},few,${symbol},2018-08-0${1 + at}`,
        ),
      )
      .join('\n')}\n`,
  );
  const [scheme] = store.db.prepare<[], string>('SELECT DISTINCT scheme FROM label').pluck().all();
  const few = whyNearRequestSchema.parse({ run, symbol: 'XOM', other: 'CVX', topic: 'few', scheme });
  const found = whyNear(store, few);
  expect(found.together.texts).toBe(0);
  expect(found.words.map(({ word }) => word)).not.toContain('crude');
});
