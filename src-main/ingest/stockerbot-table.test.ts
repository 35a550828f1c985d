import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { importFile } from './import.ts';
import { readingSchema } from './reading.ts';
import type { ReadingInput } from './reading.ts';

const AT = 'Wed Jul 18 21:33:26 +0000 2018';
const HEADING = 'id,text,timestamp,source,symbols,company_names,url,verified';
const record = (id: number, text = `"no" ${id}, or`): string =>
  `10${id},${text},${AT},desk${id},GS,Goldman,https://x.example/${id},False`;

async function read(lines: readonly string[], reading: ReadingInput = {}) {
  const store = temporaryStore();
  const path = temporaryFile('tweets.csv', `${lines.join('\n')}\n`);
  const options = { as: null, labels: null, reading: readingSchema.parse(reading) };
  return { store, result: await importFile(store, path, options) };
}

const ids = [1, 2, 3, 4, 5];

test.each([
  ['a label behind', ids.map((id) => `${record(id)},1`)],
  ['a text and a label behind', ids.map((id) => `${record(id)},no or,1`)],
  ['a row index in front', ids.map((id) => `${id},${record(1e12 + id)}`)],
])('without a heading, records with %s are a question', async (_case, lines) => {
  await expect(read(lines)).rejects.toMatchObject({
    kind: 'input',
    message: expect.stringMatching(/more columns than a StockerBot export/),
    remedies: [{ setting: 'columns' }],
  });
});

test('the numbers of the columns answer it', async () => {
  const columns = { text: ['2'], time: ['3'], author: ['4'], ticker: ['5'], url: ['7'], verified: ['8'] };
  // Most texts have no commas: the width of a record shows.
  const lines = ids.map((id) => `${record(id, id === 2 ? 'a, b' : '"a" b')},1`);
  const { store, result } = await read(lines, { columns: { ...columns, label: ['9'] } });
  expect(result).toMatchObject({ kind: 'stockerbot', accepted: 5, rejected: 0 });
  expect(documentById(store, 1)).toMatchObject({ text: '"a" b', author: 'desk1', verified: false });
  expect(documentById(store, 2)).toMatchObject({ text: 'a, b', url: 'https://x.example/2' });
  expect(documentById(store, 2)?.labels).toMatchObject([{ value: '1' }]);
});

test('a line above the heading is rejected, and so is the heading among the records', async () => {
  const heading = `${HEADING},label`;
  const { result } = await read(['sep=,', heading, `${record(1)},1`, heading, `${record(2)},0`]);
  expect(result).toMatchObject({
    kind: 'stockerbot',
    records: 4,
    accepted: 2,
    rejected: 2,
    rejects: { heading: 2 },
  });
});

test('a text that was torn by a line break is rejected, not cut off', async () => {
  const torn = `${record(2, 'up\nand, down')},1`;
  const { store, result } = await read([`${HEADING},label`, `${record(1)},1`, torn, `${record(3)},0`]);
  expect(result).toMatchObject({ records: 4, accepted: 2, rejected: 2 });
  expect([1, 2].map((id) => documentById(store, id)?.author)).toEqual(['desk1', 'desk3']);
});

test('a record that does not say who is verified is rejected', async () => {
  const lines = [`${HEADING},label`, `${record(1)},1`, `${record(2, 'no').replace(/False$/, '')},1`];
  expect((await read(lines)).result).toMatchObject({ accepted: 1, rejected: 1, rejects: { verified: 1 } });
});

test('labels are those of the column that the user names', async () => {
  const lines = [`${HEADING},mood`, `${record(1)},glad`];
  expect((await read(lines)).result.unusedColumns).toEqual(['id', 'mood']);
  const { store, result } = await read(lines, { columns: { label: ['mood'] } });
  expect(result).toMatchObject({ kind: 'stockerbot', accepted: 1, unusedColumns: ['id'] });
  expect(documentById(store, 1)?.labels).toMatchObject([{ scheme: 'mood', value: 'glad' }]);
});
