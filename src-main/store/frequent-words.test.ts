import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { Random } from '../random.ts';
import { countWords, newestWith } from './frequent-words.ts';
import type { WritableStore } from './store.ts';

const TEXTS = 3000;

/** Half of the texts have the word `profit`, every seventh of them `profits` instead, and some have no time. */
async function filled(order: 'oldest first' | 'shuffled'): Promise<WritableStore> {
  const store = temporaryStore();
  store.db.pragma('synchronous = OFF');
  const days = Array.from({ length: TEXTS }, (_, i) => i);
  if (order === 'shuffled') new Random(3).shuffle(days);
  const rows = days.map((day, n) => {
    const word = n % 2 === 0 ? (n % 14 === 0 ? 'profits' : 'profit') : 'loss';
    const at = n % 50 === 0 ? '' : new Date(1.5e12 + day * 3_600_000).toISOString();
    return `Number ${n} says ${word},${at}\n`;
  });
  await importContent(store, 'texts.csv', `text,published_at\n${rows.join('')}`);
  return store;
}

/** The texts with a whole word, or without it, as one sorts them who looks at each. */
function sorted(store: WritableStore, word: string, isWanted = true): number[] {
  return store.db
    .prepare<[], { id: number; at: number | null; text: string }>(
      'SELECT id, published_at AS at, text FROM document',
    )
    .all()
    .filter(({ text }) => text.split(' ').includes(word) === isWanted)
    .toSorted((a, b) => (b.at ?? -Infinity) - (a.at ?? -Infinity) || b.id - a.id)
    .map(({ id }) => id);
}

test.each(['oldest first', 'shuffled'] as const)(
  'the newest texts of %s ones are found, page by page',
  async (order) => {
    const store = await filled(order);
    for (const word of ['profit', 'profits']) {
      const wanted = sorted(store, word);
      for (const offset of [0, 7, 150, wanted.length - 3]) {
        // A share that is wrong takes longer, and finds the same.
        for (const share of [0.1, 0.5, 1]) {
          const search = { words: `"${word}"`, isWanted: true, share };
          expect(newestWith(store, search, { offset, limit: 5 })).toEqual(wanted.slice(offset, offset + 5));
        }
      }
    }
  },
);

test('so are those without a word', async () => {
  const store = await filled('shuffled');
  const wanted = sorted(store, 'profit', false);
  for (const offset of [0, 150, wanted.length - 3]) {
    const search = { words: '"profit"', isWanted: false, share: 0.5 };
    expect(newestWith(store, search, { offset, limit: 5 })).toEqual(wanted.slice(offset, offset + 5));
  }
});

test('a word that many texts have is taken as it is; one that few have may be the start of another', async () => {
  const store = await filled('oldest first');
  const search = { words: '"says" AND "profit" *', whole: '"says" AND "profit"' };
  const [profit, profits] = ['profit', 'profits'].map((word) => sorted(store, word).length) as [
    number,
    number,
  ];
  expect(countWords(store, search, profit - 1)).toMatchObject({ frequent: { words: search.whole } });
  expect(countWords(store, search, profit)).toMatchObject({ frequent: { words: search.words } });
  expect(countWords(store, search, profit + profits)).toEqual({ texts: profit + profits });
});
