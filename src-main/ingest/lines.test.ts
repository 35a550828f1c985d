import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { temporaryFile } from '../../test/support/workspace.ts';
import { LineSplitter } from './line-splitter.ts';
import { LineReader } from './lines.ts';
import type { Line } from './lines.ts';

async function readAll(content: Buffer, blockBytes = 1 << 16): Promise<{ lines: Line[]; encoding: string }> {
  const reader = new LineReader(temporaryFile('lines.txt', content), null, blockBytes);
  const lines: Line[] = [];
  for await (const batch of reader.batches()) lines.push(...batch.lines);
  return { lines, encoding: reader.encoding };
}

test('lines, numbers and offsets do not depend on where blocks end', async () => {
  const content = Buffer.from('\uFEFFé,a\r\nb…\n\n"日本"\nlast');
  for (const blockBytes of [1, 2, 3, 5, 7, 1000]) {
    const { lines, encoding } = await readAll(content, blockBytes);
    expect(encoding).toBe('utf-8');
    expect(lines.map(({ text, number, byte }) => [text, number, byte])).toEqual([
      ['é,a', 1, 3],
      ['b…', 2, 9],
      ['', 3, 14],
      ['"日本"', 4, 15],
      ['last', 5, 24],
    ]);
  }
});

test('any bytes, cut anywhere, give the lines that lie between line feeds', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.constantFrom(10, 65, 66), { maxLength: 8 })), (blocks) => {
      const splitter = new LineSplitter({ lineEnd: Buffer.of(10), firstByte: 0, maxBytes: 1000 });
      const all = Buffer.concat(blocks.map((block) => Buffer.from(block)));
      const lines = blocks.flatMap((block) => splitter.push(Buffer.from(block), false));
      lines.push(...splitter.push(Buffer.alloc(0), true));
      const expected = all.toString().split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines.map(({ bytes }) => bytes.toString())).toEqual(expected);
      for (const { bytes, byte } of lines) expect(all.subarray(byte, byte + bytes.length)).toEqual(bytes);
    }),
  );
});

test('a line that is too long is cut, said to be, and the next one is whole', () => {
  const splitter = new LineSplitter({ lineEnd: Buffer.of(10), firstByte: 0, maxBytes: 4 });
  const lines = ['aaaaaa', 'aaaaa', 'a\nbb\nccccc\ndd'].flatMap((block) =>
    splitter.push(Buffer.from(block), false),
  );
  lines.push(...splitter.push(Buffer.alloc(0), true));
  expect(
    lines.map(({ bytes, number, byte, overlong }) => [bytes.toString(), number, byte, overlong]),
  ).toEqual([
    ['aaaa', 1, 0, true],
    ['bb', 2, 13, false],
    ['cccc', 3, 16, true],
    ['dd', 4, 22, false],
  ]);
});

test.each(['utf16le', 'utf16be'] as const)(
  '%s is recognised with and without byte order mark',
  async (kind) => {
    // U+0A0D and U+0D0A look like line ends when their bytes are swapped or read across characters.
    const text = 'Größe, 10 %\r\nplain Latin letters, many of them \u0A0D\u0D0A\u010A\u0A00\nlast';
    for (const mark of ['', '\uFEFF']) {
      const content = Buffer.from(mark + text, 'utf16le');
      const { lines, encoding } = await readAll(kind.endsWith('le') ? content : content.swap16(), 6);
      expect(encoding).toBe(kind.replace('utf', 'utf-'));
      expect(lines.map((line) => line.text)).toEqual(text.split(/\r?\n/));
      expect(lines[1]?.byte).toBe(2 * (mark.length + 'Größe, 10 %\r\n'.length));
    }
  },
);

test('Windows-1252 is recognised, also in single lines', async () => {
  const latin = Buffer.from([0x93, 0x63, 0x61, 0x66, 0xe9, 0x94, 0x20, 0x80, 0x35]);
  const alone = await readAll(Buffer.concat([Buffer.from('a\n'), latin]));
  expect(alone).toMatchObject({ encoding: 'windows-1252', lines: [{ text: 'a' }, { text: '“café” €5' }] });
  const mixed = await readAll(Buffer.concat([Buffer.from('naïve\n'), latin]));
  expect(mixed).toMatchObject({
    encoding: 'utf-8, 1 line windows-1252',
    lines: [{ text: 'naïve' }, { text: '“café” €5' }],
  });
});
