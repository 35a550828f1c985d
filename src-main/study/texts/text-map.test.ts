import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { unpacked } from '../../packed-numbers.ts';
import type { WritableStore } from '../../store/store.ts';
import { labelsOfTexts, textsFound } from '../../store/texts-on-map.ts';
import { textMap } from './text-map.ts';
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
    const far = (one: number, other: number) =>
      Math.hypot(x[one]! - x[other]!, y[one]! - y[other]!);
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
