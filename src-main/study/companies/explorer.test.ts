/** What the explorer is told, on twelve texts of each of four oil companies and four banks. */
import { expect, test } from 'vitest';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { mapRequestSchema, spaceSchema } from '../../companies/map-request.ts';
import { trainConfigSchema } from '../../configs/all.ts';
import { banks, oil, twoSectors } from '../../recipes/company-cooccurrence/two-sectors.testing.ts';
import { train } from '../../recipes/train.ts';
import type { WritableStore } from '../../store/store.ts';
import { companyClusters } from './clusters.ts';
import { companyMap } from './map.ts';
import { near } from './near.ts';
import { stabilityOfNeighbours } from './neighbour-stability.ts';
import { newsOf } from './news.ts';
import { companySimilarity } from './similarity.ts';

const context = { signal: new AbortController().signal, emit: () => undefined };
const work = { signal: context.signal, progress: () => undefined };

const asked = (run: number, settings: object = {}) => spaceSchema.parse({ run, ...settings });

async function counted(settings: object = {}): Promise<{ store: WritableStore; run: number }> {
  const store = await twoSectors();
  const config = trainConfigSchema.parse({ recipe: 'company-embedding', minTexts: 5, ...settings });
  return { store, run: (await train(store, config, context)).run };
}

test('a map has every company; it is computed once, and again where its file is damaged', async () => {
  const { store, run } = await counted();
  const request = mapRequestSchema.parse({ run, projection: 'umap', neighbours: 4 });
  const told: number[] = [];
  const first = await companyMap(store, request, { ...work, progress: (done) => void told.push(done) });
  expect(first.points.map(({ symbol }) => symbol).sort()).toEqual([...oil, ...banks].sort());
  expect([first.explained, first.counted]).toEqual([null, false]);
  expect(told.at(-1)).toBe(500);
  told.length = 0;
  expect(await companyMap(store, request, { ...work, progress: (done) => void told.push(done) })).toEqual(
    first,
  );
  expect(told).toEqual([]);
  expect(readdirSync(join(store.dir, 'cache', 'companies'))).toHaveLength(1);
  const other = await companyMap(store, { ...request, seed: 2 }, work);
  expect(other.points).not.toEqual(first.points);
});

test.each(['ward', 'k-means'] as const)(
  'two clusters are the two sectors, named by their words (%s)',
  async (method) => {
    const { store, run } = await counted();
    const { clusters, members } = await companyClusters(store, { ...asked(run), clusters: 2, method });
    const groups = [0, 1].map((cluster) =>
      members.filter((member) => member.cluster === cluster).map(({ symbol }) => symbol),
    );
    expect(new Set(groups.map((group) => group.toSorted().join()))).toEqual(
      new Set([oil, banks].map((group) => group.toSorted().join())),
    );
    const ofOil = groups[0]!.includes('XOM') ? 0 : 1;
    const telling = clusters.map(({ words }) => words.slice(0, 3).toSorted());
    expect(telling[ofOil]).toEqual(['barrels', 'crude', 'drilling']);
    expect(telling[1 - ofOil]).toEqual(['deposits', 'lending', 'loans']);
    expect(clusters.map(({ companies }) => companies)).toEqual([4, 4]);
  },
);

test('similarities are the cosines of pairs, in the order of the tree', async () => {
  const { store, run } = await counted();
  const { symbols, values } = await companySimilarity(store, { ...asked(run), clusters: 2, method: 'ward' });
  expect(values).toHaveLength(28);
  const pairs = symbols.flatMap((one, at) => symbols.slice(at + 1).map((other) => [one, other]));
  const near8 = near(store, { ...asked(run), symbol: 'XOM', k: 7 });
  for (const { symbol, similarity } of near8) {
    const at = pairs.findIndex((pair) => pair.includes('XOM') && pair.includes(symbol));
    expect(values[at]).toBeCloseTo(similarity, 3);
  }
});

test('neighbours of one sector are those of every half of the texts', async () => {
  const { store, run } = await counted();
  const found = await stabilityOfNeighbours(store, { ...asked(run), symbol: 'xom' }, work);
  expect(found).toMatchObject({ symbol: 'XOM', halves: 10, k: 10 });
  // Seven others are all among the ten nearest.
  expect(found.jaccard).toBe(1);
  expect(found.shares.map(({ share }) => share)).toEqual(Array.from({ length: 7 }, () => 1));
});

test('what the texts of a company gave its vector is the whole of it', async () => {
  const { store, run } = await counted();
  const news = newsOf(store, { ...asked(run), symbol: 'XOM', limit: 100 });
  expect(news.rows).toHaveLength(news.texts);
  expect(news.rows.reduce((sum, { words }) => sum + words, 0)).toBeCloseTo(1, 9);
  expect(news.rows.reduce((sum, { mentions }) => sum + mentions, 0)).toBeCloseTo(1, 9);
  for (const { text, mentions } of news.rows) {
    expect(mentions > 0).toBe(/\$(?!XOM)/u.test(text));
    expect(text).toContain('$XOM');
  }
  expect(newsOf(store, { ...asked(run), symbol: 'XOM', limit: 3 }).rows).toEqual(news.rows.slice(0, 3));
});

test('a period and a label have vectors of their own, counted with the settings of the run', async () => {
  const { store, run } = await counted();
  const day = { from: '2018-07-18', to: '2018-07-18' };
  const whole = await companyMap(store, mapRequestSchema.parse({ run, ...day }), work);
  expect(whole).toMatchObject({ counted: true });
  expect(whole.points).toHaveLength(8);
  await expect(companyMap(store, mapRequestSchema.parse({ run, from: '2018-07-19' }), work)).rejects.toThrow(
    'Too few companies have 5 of these texts',
  );
  await expect(companyMap(store, mapRequestSchema.parse({ run, topic: 'oil' }), work)).rejects.toThrow(
    'topic',
  );
});

test('what would need another training is refused with the reason', async () => {
  const { store, run } = await counted({ objective: 'match', epochs: 1, width: 8 });
  await expect(stabilityOfNeighbours(store, { ...asked(run), symbol: 'XOM' }, work)).rejects.toThrow(
    'trained again on each half',
  );
  expect(() => near(store, { ...asked(run, { from: '2018-07-18' }), symbol: 'XOM', k: 3 })).toThrow(
    'only a run that counts has vectors of a period',
  );
  expect(newsOf(store, { ...asked(run), symbol: 'XOM', limit: 3 }).counted).toBe(false);
});
