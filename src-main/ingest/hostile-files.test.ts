import { expect, test } from 'vitest';
import { importContent, temporaryStore } from '../../test/support/workspace.ts';

const many = 300_000;
const row = (day: number): string => `{"text":"profit rises","date":"2018-07-0${day}"}\n`;

test.each([
  ['of empty lines', 'a.csv', '\n'.repeat(many), /the file is empty/],
  ['of quote marks', 'a.csv', '"\n'.repeat(many), /not recognised/],
  ['of one line of quote marks', 'a.csv', '"'.repeat(many), /not recognised/],
  ['of a record of 150,000 commas', 'a.csv', `${','.repeat(150_000)}\n`, /not recognised/],
  [
    'of 150,000 columns',
    'a.csv',
    `${Array.from({ length: 150_000 }, (_, i) => `c${i}`).join()}\n${'1,'.repeat(149_999)}1\n`,
    /not recognised/,
  ],
  [
    'of one deep object',
    'a.jsonl',
    `${'{"text":'.repeat(10_000)}1${'}'.repeat(10_000)}\n`,
    /none of its lines is a complete JSON object/,
  ],
  [
    'of lines of brackets',
    'a.json',
    `${'['.repeat(200)}\n`.repeat(500),
    /none of its first elements is a complete object/,
  ],
])('a file %s is refused by name', async (_, name, content, why) => {
  const store = temporaryStore();
  await expect(importContent(store, name, content)).rejects.toThrow(
    expect.objectContaining({ kind: 'input', message: expect.stringMatching(why) }),
  );
});

test('a value that is nested too deep is rejected with its line; brackets within a text are none', async () => {
  const deep = `{"text":${'['.repeat(5000)}1${']'.repeat(5000)}}\n`;
  const quoted = `{"text":"a \\" ${'[{'.repeat(200)}","date":"2018-07-05"}\n`;
  const result = await importContent(
    temporaryStore(),
    'a.jsonl',
    `${row(1)}${row(2)}${row(3)}${deep}${quoted}`,
  );
  expect(result).toMatchObject({ records: 5, accepted: 4, rejected: 1 });
  expect(result.firstRejects).toEqual([
    { line: 4, column: null, kind: 'json', message: 'it is nested more than 100 levels deep' },
  ]);
});
