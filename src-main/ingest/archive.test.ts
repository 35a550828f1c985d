import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryFolder, temporaryStore } from '../../test/support/workspace.ts';
import { overview } from '../store/overview.ts';
import { openBytes } from './bytes.ts';
import { reasonOf, whyUnreadable } from './file-problems.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { readLabelFile } from './label-file.ts';
import { namedFiles } from './named-files.ts';
import { fingerprint, sizeOf } from './source-file.ts';
import { STORED, zipOf } from './zip-file.testing.ts';

const plain = { as: null, labels: null };
const LABELS = 'text,label\nprofits rose,up\nprofits fell,down\nshares rose,up\nshares fell,down\n';
const PRICES = 'Date,Close\n2018-01-02,11\n2018-01-03,12\n';
const rows = Array.from({ length: 5000 }, (_, i) => `2018-07-09,"é, number ${i},\nsecond line"\n`);
const TEXTS = `\uFEFFdate,text\n${rows.join('')}`;

describe('an archive of one file is read as that file', () => {
  test.each([
    ['deflated', zipOf({ name: 'texts.csv', content: TEXTS })],
    ['stored', zipOf({ name: 'texts.csv', content: TEXTS, method: STORED })],
    ['Zstandard', zipOf({ name: 'texts.csv', content: TEXTS, method: 93, data: zstdCompressSync(TEXTS) })],
    ['gzip in it', zipOf({ name: 'texts.csv', content: gzipSync(TEXTS) })],
    ['Zstandard in it', zipOf({ name: 'texts.csv', content: zstdCompressSync(TEXTS), method: STORED })],
    ['UTF-16', zipOf({ name: 'texts.csv', content: Buffer.from(TEXTS, 'utf16le') })],
    [
      'beside a folder, hidden files and what macOS adds',
      zipOf(
        { name: 'a/', content: '', method: STORED },
        { name: 'a/texts.csv', content: TEXTS },
        { name: 'a/.DS_Store', content: 'x' },
        { name: '__MACOSX/a/._texts.csv', content: 'x' },
      ),
    ],
  ])('%s', async (_title, packed) => {
    const store = temporaryStore();
    const file = temporaryFile('archive.zip', packed);
    expect(await inspectFile(file, null)).toMatchObject({ file: 'texts.csv', kind: 'texts', problem: null });
    expect(await importFile(store, file, plain)).toMatchObject({
      file: 'texts.csv',
      records: 5000,
      accepted: 5000,
      rejected: 0,
    });
    expect(overview(store)).toMatchObject({ documents: 5000, sources: [{ name: 'texts.csv' }] });
    expect(overview(store).sources[0]?.path).toMatch(/archive\.zip[/\\](?:a[/\\])?texts\.csv$/);
  });

  test('its name says what the file in it is', async () => {
    const spy = temporaryFile('prices.zip', zipOf({ name: 'SPY.csv', content: PRICES }));
    expect(await importFile(temporaryStore(), spy, plain)).toMatchObject({ kind: 'prices', accepted: 2 });
    const texts = temporaryFile(
      'a.zip',
      zipOf({ name: 'a.txt', content: 'one thing, they say\ntwo, too\n' }),
    );
    expect(await importFile(temporaryStore(), texts, plain)).toMatchObject({ kind: 'texts', accepted: 2 });
  });

  test('labels for a training are read from it, and its size and checksum are those of what it holds', async () => {
    const file = temporaryFile('labels.zip', zipOf({ name: 'labels.csv', content: LABELS }));
    expect((await readLabelFile(file)).rows).toHaveLength(4);
    const sha256 = createHash('sha256').update(LABELS).digest('hex');
    expect(await fingerprint(file)).toEqual({ bytes: LABELS.length, sha256 });
    expect(await sizeOf(join(file, 'labels.csv'))).toBe(LABELS.length);
  });
});

describe('an archive of several files', () => {
  const several = zipOf(
    { name: 'labels.csv', content: LABELS },
    { name: '2018/SPY.csv', content: PRICES, method: STORED },
    { name: '2018/Kurse für Ähren.csv', content: PRICES },
    { name: '2018/日本.csv', content: PRICES, flags: 0 },
    { name: '.hidden.csv', content: PRICES },
  );

  test('stands for its files, and so do a folder in it and a pattern', async () => {
    const file = temporaryFile('a.zip', several);
    const inner = ['2018/Kurse für Ähren.csv', '2018/SPY.csv', '2018/日本.csv'].map((name) =>
      join(file, name),
    );
    const all = [...inner, join(file, 'labels.csv')];
    expect(await namedFiles([file])).toEqual(all);
    expect(await namedFiles([join(file, '..')])).toEqual(all);
    expect(await namedFiles([join(file, '..', '*.zip')])).toEqual(all);
    expect(await namedFiles([join(file, '2018')])).toEqual(inner);
    expect(await namedFiles([join(file, '2018', 'S*.csv')])).toEqual([join(file, '2018/SPY.csv')]);
    expect(await namedFiles([join(file, 'labels.csv'), join(file, 'no.csv')])).toEqual([
      join(file, 'labels.csv'),
      join(file, 'no.csv'),
    ]);
  });

  test('a name that looks like a pattern stands for itself', async () => {
    const packed = ['a[1].csv', 'a1.csv'].map((name) => ({ name, content: PRICES }));
    const file = temporaryFile('a.zip', zipOf(...packed));
    expect(await namedFiles([join(file, 'a[1].csv')])).toEqual([join(file, 'a[1].csv')]);
  });

  test('every file in it is read by its path', async () => {
    const store = temporaryStore();
    const file = temporaryFile('a.zip', several);
    const spy = join(file, '2018/SPY.csv');
    expect(await inspectFile(spy, null)).toMatchObject({
      file: 'SPY.csv',
      bytes: PRICES.length,
      kind: 'prices',
    });
    expect(await importFile(store, spy, plain)).toMatchObject({ kind: 'prices', accepted: 2 });
    // As it is written where letters and their accents are two characters.
    const decomposed = join(file, '2018/Kurse für Ähren.csv'.normalize('NFD'));
    expect(await whyUnreadable(decomposed, null)).toBeNull();
    expect(await whyUnreadable(join(file, '2018/日本.csv'), null)).toBeNull();
    expect(overview(store).sources).toMatchObject([{ name: 'SPY.csv', path: spy }]);
  });

  test('asks which one where one is needed', async () => {
    const file = temporaryFile('a.zip', several);
    const message = `${file}: it is a ZIP archive of 4 files: 2018/Kurse für Ähren.csv, 2018/SPY.csv, 2018/日本.csv, labels.csv. Name one of them as if the archive were a folder: ${join(file, '2018/Kurse für Ähren.csv')}`;
    const error = { kind: 'input', message };
    await expect(inspectFile(file, null)).rejects.toMatchObject(error);
    await expect(readLabelFile(file)).rejects.toMatchObject(error);
    await expect(importFile(temporaryStore(), file, plain)).rejects.toMatchObject(error);
  });

  test('one that it does not hold is named, with what may have been meant', async () => {
    const file = temporaryFile('a.zip', several);
    expect(await whyUnreadable(join(file, 'label.csv'), null)).toMatchObject({
      message: 'there is no such file in the archive. Did you mean "labels.csv"?',
    });
    const csv = temporaryFile('a.csv', LABELS);
    expect((await whyUnreadable(join(csv, 'b.csv'), null))?.message).toMatch(/^there is no such file\./);
  });
});

describe('what cannot be read is refused with what to do, and nothing is stored', () => {
  const good = zipOf({ name: 'labels.csv', content: LABELS });
  const changed = Buffer.from(zipOf({ name: 'labels.csv', content: LABELS, method: STORED }));
  changed.write('q', changed.indexOf('profits'));
  test.each([
    [
      'encrypted',
      zipOf({ name: 'a.csv', content: LABELS, flags: 0x801 }),
      /^it is encrypted\. Unpack it with its password/,
    ],
    ['AES', zipOf({ name: 'a.csv', content: LABELS, method: 99 }), /^it is encrypted\. /],
    [
      'its list encrypted',
      zipOf({ name: 'a.csv', content: LABELS, flags: 0x841 }),
      /^it is an encrypted ZIP archive\. /,
    ],
    [
      'Deflate64',
      zipOf({ name: 'a.csv', content: LABELS, method: 9 }),
      /^its compression in the ZIP archive \(Deflate64\) is not supported\. Unpack it first/,
    ],
    ['cut off', good.subarray(0, good.length - 30), /^it is a damaged or incomplete ZIP archive\.$/],
    [
      'its list overwritten',
      Buffer.concat([good.subarray(0, -78), Buffer.alloc(56), good.subarray(-22)]),
      /damaged or incomplete/,
    ],
    ['no files', zipOf(), /^it is a ZIP archive without files\.$/],
    ['folders only', zipOf({ name: 'a/', content: '', method: STORED }), /without files/],
    [
      'two of one name',
      zipOf({ name: 'a.csv', content: LABELS }, { name: 'a.csv', content: PRICES }),
      /^it holds two files named a\.csv\./,
    ],
    ['a name out of the archive', zipOf({ name: '../a.csv', content: LABELS }), /invalid file name/],
    [
      'an image',
      zipOf({ name: 'a.csv', content: Buffer.from('89504e470d0a1a0a', 'hex') }),
      /^it is a PNG image\./,
    ],
    ['an archive in it', zipOf({ name: 'a.zip', content: good }), /^it is a ZIP archive\. Unpack it first/],
    [
      'gzip in gzip in it',
      zipOf({ name: 'a.csv.gz', content: gzipSync(gzipSync(LABELS)) }),
      /^it is compressed twice\. Unpack it first/,
    ],
    [
      'gzip in it, cut off',
      zipOf({ name: 'a.csv.gz', content: gzipSync(LABELS).subarray(0, 40) }),
      /^its compressed data are cut off\./,
    ],
  ])('%s', async (_title, packed, message) => {
    const store = temporaryStore();
    const file = temporaryFile('a.zip', packed);
    expect(await whyUnreadable(file, null)).toMatchObject({ message: expect.stringMatching(message) });
    const error = { kind: 'input', message: expect.stringContaining('a.zip') };
    await expect(importFile(store, file, plain)).rejects.toMatchObject(error);
    await expect(inspectFile(file, null)).rejects.toMatchObject(error);
    expect(overview(store)).toMatchObject({ sources: [], documents: 0 });
  });

  test.each([
    ['other bytes', changed],
    ['another checksum', zipOf({ name: 'a.csv', content: LABELS, checksum: 1 })],
    ['more than it says', zipOf({ name: 'a.csv', content: LABELS, size: 20 })],
    ['less than it says', zipOf({ name: 'a.csv', content: LABELS, size: 2000 })],
    ['its data cut off', zipOf({ name: 'a.csv', content: LABELS, data: Buffer.from('4bcc', 'hex') })],
  ])('damaged inside: %s', async (_title, packed) => {
    const store = temporaryStore();
    const file = temporaryFile('a.zip', packed);
    const error = { kind: 'input', message: expect.stringMatching(/damaged\.$|cut off\.$/) };
    await expect(importFile(store, file, plain)).rejects.toMatchObject(error);
    expect(overview(store)).toMatchObject({ sources: [], documents: 0 });
  });

  test.each([
    ['xlsx', '[Content_Types].xml', 'xl/workbook.xml', /spreadsheet .*as CSV/],
    ['docx', '[Content_Types].xml', 'word/document.xml', /office document\. .*as CSV/],
    ['jar', 'META-INF/MANIFEST.MF', 'A.class', /ZIP archive\. Unpack it first/],
  ])('%s is no archive of files', async (ending, first, second, message) => {
    const packed = zipOf({ name: first, content: '<a/>' }, { name: second, content: '<b/>' });
    const file = temporaryFile(`a.${ending}`, packed);
    expect(await whyUnreadable(file, null)).toMatchObject({ message: expect.stringMatching(message) });
    expect(await namedFiles([file])).toEqual([file]);
  });

  test('text about spreadsheets is none', async () => {
    const content = `text,label\nxl/ [Content_Types].xml rose,up\n${LABELS.slice(11)}`;
    const file = temporaryFile('a.zip', zipOf({ name: 'labels.csv', content, method: STORED }));
    expect(await inspectFile(file, null)).toMatchObject({ kind: 'labels' });
  });
});

test('a folder may be called as an archive is', async () => {
  const folder = join(temporaryFolder(), 'a.zip');
  mkdirSync(folder);
  writeFileSync(join(folder, 'labels.csv'), LABELS);
  expect(await namedFiles([folder])).toEqual([join(folder, 'labels.csv')]);
  expect((await readLabelFile(join(folder, 'labels.csv'))).rows).toHaveLength(4);
});

test.runIf(process.platform === 'linux')('no archive stays open', async () => {
  const file = temporaryFile(
    'a.zip',
    zipOf({ name: 'texts.csv', content: TEXTS }, { name: 'b.csv', content: 'x' }),
  );
  const opened = (): number => readdirSync('/proc/self/fd').length;
  const before = opened();
  for (let i = 0; i < 20; i++) await whyUnreadable(join(file, 'texts.csv'), null);
  expect(opened() - before).toBeLessThan(10);
});

/** What a file holds, or why it cannot be read; what has no reason is thrown. */
async function outcomeOf(file: string): Promise<{ content: string } | { reason: string }> {
  const blocks: Buffer[] = [];
  try {
    await using source = await openBytes(file);
    for await (const { bytes } of source.blocks(0, 1 << 20)) blocks.push(bytes);
    return { content: Buffer.concat(blocks).toString() };
  } catch (error) {
    const reason = await reasonOf(error, file);
    if (reason === null) throw error;
    return { reason };
  }
}

test('of an archive in which bytes were changed, everything is read as it was, or refused with a reason', async () => {
  const texts = TEXTS.slice(0, 3000);
  const packed = zipOf(
    { name: 'a.csv', content: LABELS },
    { name: 'b/ü.csv', content: PRICES, method: STORED },
    { name: 'c.csv', content: texts, method: 93, data: zstdCompressSync(texts) },
  );
  const change = fc.record({ at: fc.nat(packed.length - 1), to: fc.nat(255) });
  const cut = fc.oneof(fc.constant(packed.length), fc.nat(packed.length));
  const folder = temporaryFolder();
  const counts = { files: 0, read: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), cut, async (changes, length) => {
      const damaged = Buffer.from(packed);
      for (const { at, to } of changes) damaged[at] = to;
      const archive = join(folder, `${counts.files++}.zip`);
      writeFileSync(archive, damaged.subarray(0, length));
      const files = await namedFiles([archive]);
      const outcomes = await Promise.all(files.map(outcomeOf));
      const contents = outcomes.flatMap((outcome) => ('content' in outcome ? [outcome.content] : []));
      counts.read += contents.length;
      counts.refused += outcomes.length - contents.length;
      // What no longer begins as an archive is a file like any other.
      const own = damaged.subarray(0, length).toString();
      const strange = contents.filter((content) => ![LABELS, PRICES, texts, own].includes(content));
      expect(strange).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(100);
});
