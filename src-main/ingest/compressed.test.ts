import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';

const plain = { as: null, labels: null };
const rows = Array.from({ length: 5000 }, (_, i) => `2018-07-09,"é, number ${i},\nsecond line"\n`);
const content = `\uFEFFdate,text\n${rows.join('')}`;

test.each([
  ['texts.csv.gz', gzipSync(content)],
  ['texts.csv.zst', zstdCompressSync(content)],
  ['several members', Buffer.concat([gzipSync(content.slice(0, 999)), gzipSync(content.slice(999))])],
  ['utf-16.gz', gzipSync(Buffer.from(content, 'utf16le'))],
])('%s is read as what it holds', async (name, packed) => {
  const store = temporaryStore();
  const file = temporaryFile(name, packed);
  expect(await inspectFile(file, null)).toMatchObject({ kind: 'texts', problem: null });
  expect(await importFile(store, file, plain)).toMatchObject({ records: 5000, accepted: 5000, rejected: 0 });
  expect(overview(store).documents).toBe(5000);
});

test.each([
  ['a text per line', 'texts.txt.gz', 'one thing, they say\nanother thing, they say\n', 'texts'],
  ['JSON', 'labels.json.zst', '[{"text":"it rose","label":"up"}]', 'labels'],
  ['prices of the ticker in its name', 'SPY.csv.gz', 'Date,Close\n2018-01-02,11\n', 'prices'],
])('the ending before the packing counts: %s', async (_title, name, text, kind) => {
  const packed = name.endsWith('gz') ? gzipSync(text) : zstdCompressSync(text);
  expect(await importFile(temporaryStore(), temporaryFile(name, packed), plain)).toMatchObject({ kind });
});

test('one that is cut off is imported as far as it goes, or not at all, and says so', async () => {
  const random = Array.from({ length: 200_000 }, (_, i) => `2018-07-09,${(i * 7919) % 199_933} and ${i}\n`);
  const packed = gzipSync(`date,text\n${random.join('')}`);
  const file = temporaryFile('cut.csv.gz', packed.subarray(0, packed.length / 2));
  const store = temporaryStore();
  await expect(importFile(store, file, plain)).rejects.toMatchObject({
    kind: 'input',
    message: `${file}: its compressed data are cut off.`,
  });
  expect(overview(store)).toMatchObject({ sources: [], documents: 0 });
});
