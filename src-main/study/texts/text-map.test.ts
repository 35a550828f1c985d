import { join } from 'node:path';
import { expect, test } from 'vitest';
import { goldenFolder } from '../../../test/golden/reference-case.ts';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { pca } from '../../companies/pca.ts';
import { openDevice } from '../../engine/devices.ts';
import { unpacked } from '../../packed-numbers.ts';
import { openBert } from '../../recipes/texts/open-bert.ts';
import { frozenEncoder, pooledVectors } from '../../recipes/texts/pooled-vectors.ts';
import type { WritableStore } from '../../store/store.ts';
import { labelsOfTexts, textsFound } from '../../store/texts-on-map.ts';
import { refuseTooMany, textMap } from './text-map.ts';
import { textMapRequestSchema } from './text-map-schema.ts';

const subjects = [
  ['barrel', 'crude', 'drilling', 'pipeline', 'refinery'],
  ['loan', 'deposit', 'lending', 'mortgage', 'branch'],
];
const work = { signal: new AbortController().signal, emit: () => undefined };

/** Twenty texts on each of two subjects, one copy of the first, and one text of no words that others have. */
async function twoSubjects(): Promise<WritableStore> {
  const store = temporaryStore();
  const rows = subjects.flatMap((words, subject) =>
    Array.from({ length: 20 }, (_, n) => {
      const said = [0, 1, 2].map((i) => words[(n + i * (1 + (n % 2))) % 5]);
      const own = ['qua', 'zel', 'mur'].map((part) => part + 'abcdefghijklmnopqrst'[n] + 'xyz'[subject]);
      const label = subject === 0 ? 'oil' : 'bank';
      return [[...said, ...own].join(' '), `2018-07-${String(1 + n).padStart(2, '0')}`, 'ACME', label];
    }),
  );
  const all = [...rows, [rows[0]![0]!, '2018-07-29', 'ZZZ', 'oil'], ['zzz', '2018-07-30', 'ACME', 'bank']];
  const lines = all.map((row) => row.join(','));
  await importContent(store, 'texts.csv', `text,date,ticker,label\n${lines.join('\n')}\n`);
  return store;
}

test.each(['pca', 'umap'] as const)(
  'texts on one subject lie together, copies in one place (%s)',
  async (projection) => {
    const store = await twoSubjects();
    const request = textMapRequestSchema.parse({ projection, neighbours: 8 });
    const map = await textMap(store, request, work);
    expect(map).toMatchObject({ documents: 42, unplaced: 1, request });
    const [x, y] = [unpacked(map.x, Float32Array), unpacked(map.y, Float32Array)];
    const publishedAt = unpacked(map.publishedAt, Float64Array);
    expect(unpacked(map.ids, Int32Array)).toEqual(Int32Array.from({ length: 41 }, (_, at) => at + 1));
    expect(map.symbols).toEqual(['ACME', 'ZZZ']);
    expect(unpacked(map.symbolOf, Int32Array).at(-1)).toBe(1);
    expect(publishedAt[1]! - publishedAt[0]!).toBe(86_400_000);
    expect([x.at(-1), y.at(-1)]).toEqual([x[0], y[0]]);
    const far = (one: number, other: number) => Math.hypot(x[one]! - x[other]!, y[one]! - y[other]!);
    const nearest = Array.from(
      { length: 40 },
      (_, own) =>
        [...x.keys()]
          .slice(0, 40)
          .filter((at) => at !== own)
          .sort((a, b) => far(own, a) - far(own, b))[0]!,
    );
    const together = nearest.filter((at, own) => Math.floor(at / 20) === Math.floor(own / 20)).length;
    expect(together).toBeGreaterThanOrEqual(38);
    // Again at once, from what was kept.
    expect(await textMap(store, request, work)).toEqual(map);
  },
);

test('two directions hold some of the variance, and a projection that was stopped stops', async () => {
  const store = await twoSubjects();
  const { explained } = await textMap(store, textMapRequestSchema.parse({}), work);
  expect(explained![0]).toBeGreaterThan(explained![1]);
  expect(explained![0] + explained![1]).toBeLessThanOrEqual(1);
  const stopped = new AbortController();
  stopped.abort(new Error('stopped'));
  const umap = textMapRequestSchema.parse({ projection: 'umap', neighbours: 8 });
  await expect(textMap(store, umap, { ...work, signal: stopped.signal })).rejects.toThrow('stopped');
});

test('what texts are coloured and found by', async () => {
  const store = await twoSubjects();
  const [{ scheme } = { scheme: '' }] = store.db
    .prepare<[], { scheme: string }>('SELECT DISTINCT scheme FROM label')
    .all();
  const { values, of, documents } = labelsOfTexts(store, scheme);
  expect(values).toEqual(['bank', 'oil']);
  expect([of[0], of[25], documents.length]).toEqual([1, 0, 42]);
  expect(textsFound(store, 'mortgage').every((id) => id > 20)).toBe(true);
  expect(textsFound(store, '   ')).toEqual([]);
});

test('by a checkpoint: the principal components of its vectors, of which copies count once', async () => {
  const store = await twoSubjects();
  const checkpoint = join(goldenFolder, 'bert_checkpoint');
  const map = await textMap(store, textMapRequestSchema.parse({ checkpoint }), work);
  expect(map).toMatchObject({ documents: 42, unplaced: 0 });
  // The vectors by themselves, and their components by ml-pca.
  const opened = await openBert(
    store,
    { checkpoint, maxTokens: 64, seed: 1, cleanTexts: true, frozen: true },
    1,
    work,
  );
  const { vocabulary } = opened;
  const texts = store.db.prepare<[], string>('SELECT text FROM document ORDER BY id').pluck().all();
  const ids = texts.map((text) => vocabulary.encode(vocabulary.cut(text, 64), 64));
  const vectors = await pooledVectors(store, frozenEncoder(await openDevice('cpu'), opened, 64), ids, work);
  const atOne = vectors.map((vector) => vector.map((value) => value / Math.hypot(...vector)));
  const isFirst = texts.map((text, at) => texts.indexOf(text) === at);
  const { coordinates, explained } = pca(
    atOne.filter((_, at) => isFirst[at]),
    2,
  );
  expect(map.explained![0]).toBeCloseTo(explained[0]!, 5);
  const first = Array.from(unpacked(map.x, Float32Array)).filter((_, at) => isFirst[at]);
  const sign = Math.sign(first[0]! * coordinates[0]![0]!);
  for (const [at, [x]] of coordinates.entries()) expect(sign * first[at]!).toBeCloseTo(x!, 4);
  // In words nothing is the same.
  expect((await textMap(store, textMapRequestSchema.parse({}), work)).x).not.toBe(map.x);
});

test('too many texts for UMAP are refused with the other projection', () => {
  const texts = Array.from({ length: 100_001 }, (_, at) => ({ group: at }));
  expect(() => refuseTooMany(texts)).toThrow(
    expect.objectContaining({
      message: expect.stringContaining('up to 100,000 distinct texts, and these are 100,001'),
      remedies: [{ setting: 'projection', values: ['pca'] }],
    }),
  );
  // Copies lie where the first lies.
  expect(() => refuseTooMany(texts.map(() => ({ group: 1 })))).not.toThrow();
});
