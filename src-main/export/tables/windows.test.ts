import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../../test/support/workspace.ts';
import { contextSpecSchema } from '../../context/spec.ts';
import { contextWindow, contextWindows, windowReader } from '../../context/window.ts';
import { Random } from '../../random.ts';
import type { WritableStore } from '../../store/store.ts';
import { windowTable } from './windows.ts';

const all = { symbols: null, from: null, to: null, labelled: null };

/** 150 texts of five tickers and three authors, some of two tickers, some at one instant, one without time. */
async function corpus(): Promise<WritableStore> {
  const random = new Random(3);
  const store = temporaryStore();
  const rows = Array.from({ length: 150 }, (_, i) => {
    const [one, other] = [random.below(5), random.below(5)];
    const time = i === 7 ? '' : new Date(Date.UTC(2018, 6, 9) + 60_000 * random.below(100)).toISOString();
    return `text ${'abcdefghij'[i % 10]} ${i} of ${one},${time},T${one}${i % 3 === 0 ? ` T${other}` : ''},a${i % 3}`;
  });
  await importContent(store, 't.csv', `text,date,ticker,author\n${rows.join('\n')}\n`);
  return store;
}

test.each(['company', 'author', 'market'] as const)(
  'the rows of the scope "%s" are the window of each document',
  async (scope) => {
    const store = await corpus();
    const spec = contextSpecSchema.parse({ n: 4, scope });
    const rows = new Map<unknown, unknown[]>();
    for (const [document, , , , position, item, at, age] of windowTable(store, all, spec, null).rows) {
      const sofar = rows.get(document) ?? [];
      expect(position).toBe(sofar.length + 1);
      rows.set(document, [...sofar, [item, at, age]]);
    }
    const ids = store.db.prepare<[], number>('SELECT id FROM document').pluck().all();
    expect(ids).toHaveLength(150);
    for (const id of ids) {
      const { items } = contextWindow(store, { document: id, symbol: null, at: null, spec });
      const expected = items
        .toReversed()
        .map(({ document, ageMs }) => [document.id, document.publishedAt, ageMs / 1000]);
      expect(rows.get(id) ?? []).toEqual(expected);
    }
  },
);

test('rows end at the limit, and the database is free again', async () => {
  const store = await corpus();
  const spec = contextSpecSchema.parse({});
  expect([...windowTable(store, all, spec, 5).rows]).toHaveLength(5);
  store.db.exec('DELETE FROM label');
});

test('windows are the same where sources are given up and read again', async () => {
  const store = await corpus();
  const spec = contextSpecSchema.parse({ n: 3 });
  const ids = store.db.prepare<[], number>('SELECT id FROM document').pluck().all();
  const read = windowReader(store, spec, 40);
  for (let from = 0; from < ids.length; from += 10) {
    const some = ids.slice(from, from + 10);
    expect(read(some)).toEqual(contextWindows(store, some, spec));
  }
});
