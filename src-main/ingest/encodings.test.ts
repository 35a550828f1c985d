import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { overview } from '../store/overview.ts';
import { encodingOf, encodings } from './encoding-names.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { endsWithReturns } from './line-ends.ts';
import { LineReader } from './lines.ts';
import { recognisedReading } from './reading.ts';

const plain = { as: null, labels: null };
const hasIconv = (() => {
  try {
    execFileSync('iconv', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

/** A file of texts and labels in an encoding, written by another program. */
function written(iconvName: string, texts: readonly string[]): string {
  const content = ['text,label', ...texts.map((text, i) => `${text},${i % 2 === 0 ? 'up' : 'down'}`), ''];
  return temporaryFile(
    'texts.csv',
    execFileSync('iconv', ['-f', 'UTF-8', '-t', iconvName], { input: content.join('\n') }),
  );
}

const samples = {
  gbk: ['GBK', ['平安银行业绩超预期股价上涨', '贵州茅台发布年报', '公司亏损扩大']],
  big5: ['BIG5', ['台積電股價上漲', '鴻海營收下滑']],
  shift_jis: ['SHIFT_JIS', ['トヨタの株価は上昇した', 'ソニーの決算は予想を下回る']],
  'euc-jp': ['EUC-JP', ['トヨタの株価は上昇した', 'ソニーの決算は予想を下回る']],
  'iso-2022-jp': ['ISO-2022-JP', ['トヨタの株価は上昇した', 'ソニーの決算は予想を下回る']],
  'euc-kr': ['EUC-KR', ['삼성전자 주가가 상승했다', '현대차 실적 부진']],
  'windows-1251': ['CP1251', ['Акции Сбербанка выросли', 'Газпром снизил дивиденды']],
  'koi8-r': ['KOI8-R', ['Акции Сбербанка выросли', 'Газпром снизил дивиденды']],
  'windows-1250': ['CP1250', ['Spółka zwiększyła zyski', 'Žádný důvod ke koupi']],
  macintosh: ['MACINTOSH', ['“ACME beats” — they said', 'it’s up 5 % at the café']],
  'iso-8859-15': ['ISO-8859-15', ['5 € für Œuvre', 'größte Übernahme']],
} as const;

describe.runIf(hasIconv)(`a file in another encoding${hasIconv ? '' : ' (iconv is not installed)'}`, () => {
  test.each(Object.entries(samples))('%s is read when it is named', async (name, [iconvName, texts]) => {
    const store = temporaryStore();
    const reading = { ...recognisedReading, encoding: encodingOf(name) };
    const result = await importFile(store, written(iconvName, texts), { ...plain, reading });
    expect(result).toMatchObject({ accepted: texts.length, rejected: 0, encoding: name, notes: [] });
    expect(texts.map((_, i) => documentById(store, i + 1)?.text)).toEqual(texts);
  });

  test.each(['gbk', 'shift_jis', 'euc-jp', 'euc-kr', 'windows-1251', 'koi8-r'] as const)(
    '%s is detected, and a note says how sure that is',
    async (name) => {
      const store = temporaryStore();
      const [iconvName, texts] = samples[name];
      const file = written(iconvName, texts);
      const result = await importFile(store, file, plain);
      expect((await inspectFile(file, null)).notes).toEqual(result.notes);
      expect(texts.map((_, i) => documentById(store, i + 1)?.text)).toEqual(texts);
      expect(result.notes).toEqual([
        expect.stringMatching(/not valid utf-8 and were read as \S+, detected with a certainty of \d+ %\./),
      ]);
    },
  );

  test.each(['macintosh', 'windows-1250', 'iso-8859-15'] as const)(
    '%s, which differs from Windows-1252 in a few letters, is noted',
    async (name) => {
      const [iconvName, texts] = samples[name];
      const result = await importFile(temporaryStore(), written(iconvName, texts), plain);
      expect(result.encoding).toBe('windows-1252');
      expect(result.notes).toEqual([expect.stringMatching(/2 lines, from line 2 on, are not valid utf-8/)]);
      expect(result.remedies).toMatchObject([{ setting: 'encoding' }]);
    },
  );
});

test.each([
  'caf\xe9 \xe0 la carte',
  '\x93x\x94 \x96 it\x92s',
  'gr\xf6\xdfte',
  'Sampo \xe4l\xe4',
  '\xa35m, \x805m',
])('a few Latin letters are no other script: %j', async (text) => {
  const file = temporaryFile('texts.csv', Buffer.from(`text,label\n${text},up\nplain,down\n`, 'latin1'));
  expect((await importFile(temporaryStore(), file, plain)).encoding).toBe('windows-1252');
});

test('lines that are not valid in the encoding that was named are noted', async () => {
  const reading = { ...recognisedReading, encoding: 'gbk' as const };
  const file = temporaryFile('texts.csv', Buffer.from('text,label\nfine,up\n\xff\xff bad,down\n', 'latin1'));
  const { notes } = await importFile(temporaryStore(), file, { ...plain, reading });
  expect(notes).toEqual([expect.stringMatching(/^line 3 is not valid gbk/)]);
});

test.each([
  ['cp1251', 'windows-1251'],
  ['CP932', 'shift_jis'],
  ['Latin1', 'windows-1252'],
  ['mac-roman', 'macintosh'],
  ['UTF8', 'utf-8'],
  ['cp936', 'gbk'],
  ['utf-7', null],
])('the label %s means %s', (label, encoding) => {
  expect(encodingOf(label)).toBe(encoding);
});

test('every encoding of the list is one that this Node reads under this name', () => {
  expect(encodings.map((name) => new TextDecoder(name).encoding)).toEqual(encodings);
});

describe('line ends', () => {
  test.each([
    ['line feeds', 'a\nb\nc', false],
    ['both', 'a\r\nb\r\nc', false],
    ['returns', 'a\rb\rc', true],
    ['returns, and line feeds in quotes', 'a\r"b\nb\nb\nb",1\rc', true],
    ['line feeds, and returns in quotes', 'a\n"b\rb\rb\rb",1\nc', false],
    ['no end', 'a', false],
    ['a quote that is text', 'a "b\rc\rd', true],
  ])('%s', (_name, text, returns) => {
    expect(endsWithReturns(text)).toBe(returns);
  });

  test.each(['utf8', 'utf16le'] as const)('carriage returns alone end lines in %s', async (name) => {
    const file = temporaryFile('x.csv', Buffer.from('\uFEFFtext,label\rone,up\r"two\nlines",down\r', name));
    const lines = [];
    for await (const batch of new LineReader(file).batches()) lines.push(...batch.lines);
    expect(lines.map(({ text, number }) => [number, text])).toEqual([
      [1, 'text,label'],
      [2, 'one,up'],
      [3, '"two\nlines",down'],
    ]);
    const store = temporaryStore();
    expect(await importFile(store, file, plain)).toMatchObject({ accepted: 2, rejected: 0 });
    expect(documentById(store, 2)?.text.split(/\s/)).toEqual(['two', 'lines']);
    expect(overview(store).documents).toBe(2);
  });
});
