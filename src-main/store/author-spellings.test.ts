import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';
import { Random } from '../random.ts';
import { sameAuthor, sameStart } from './author-spellings.ts';

const letters = ['a', 'A', 'b', 'B', 'z', 'Z', '_', '9', 'é', 'É', '😀'];

/** As SQLite compares without case. */
const small = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

test('a name is found as one finds it who compares it with every other', async () => {
  const random = new Random(7);
  const drawn = (): string =>
    Array.from({ length: 1 + random.below(5) }, () => random.pick(letters)).join('');
  const authors = [...new Set(Array.from({ length: 400 }, drawn))];
  const rows = authors.map((author, i) => `2018-07-10,number ${i} rises,${author}\n`);
  const store = temporaryStore();
  await importContent(store, 'texts.csv', `date,text,author\n${rows.join('')}`);
  const found = ({ sql, values }: ReturnType<typeof sameAuthor>): string[] =>
    store.db
      .prepare<[object], string>(`SELECT author FROM document WHERE ${sql} ORDER BY author`)
      .pluck()
      .all(values);
  for (const name of [...authors.slice(0, 100), drawn(), '']) {
    const same = authors.filter((author) => small(author) === small(name));
    expect(found(sameAuthor('name', name)).toSorted()).toEqual(same.toSorted());
    const [first = ''] = name;
    const alike = authors.filter((author) => small(author).startsWith(small(first)));
    expect(found(sameStart('name', name)).toSorted()).toEqual(alike.toSorted());
  }
});

test('the index of authors is all that is read', () => {
  const { db } = temporaryStore();
  for (const { sql, values } of [sameAuthor('name', 'MarketWatch'), sameStart('name', 'MarketWatch')]) {
    const plan = db.prepare<[object], { detail: string }>(
      `EXPLAIN QUERY PLAN SELECT id FROM document WHERE ${sql}`,
    );
    const read = plan.all(values).filter(({ detail }) => /document/.test(detail));
    expect(read.length).toBeGreaterThan(0);
    for (const { detail } of read)
      expect(detail).toContain('SEARCH document USING COVERING INDEX document_author');
  }
});
