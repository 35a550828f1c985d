import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { temporaryFile, temporaryStore } from '../../test/support/workspace.ts';
import { documentById } from '../store/documents.ts';
import { overview } from '../store/overview.ts';
import { encodingOf, encodings } from './encoding-names.ts';
import { importFile } from './import.ts';
import { inspectFile } from './inspect.ts';
import { lineEndsOf } from './line-ends.ts';
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
    ['line feeds', 'a\nb\nc', 'feeds'],
    ['both in a row', 'a\r\nb\r\nc', 'feeds'],
    ['returns', 'a\rb\rc', 'returns'],
    ['returns, and line feeds in quotes', 'a\r"b\nb\nb\nb",1\rc', 'returns'],
    ['line feeds, and returns in quotes', 'a\n"b\rb\rb\rb",1\nc', 'feeds'],
    ['no end', 'a', 'feeds'],
    ['a quote that is text', 'a "b\rc\rd', 'returns'],
    ['some so and some so', 'a,b\nc,d\re,f\ng,h\n', 'both'],
    ['mostly returns', 'a,b\rc,d\re,f\ng,h\r', 'both'],
    ['a return behind a closing quote', '"a","b"\n"c","d"\r"e","f"\n', 'both'],
    ['lines in quotes', '"a"\n"b, c"\r"d"\n', 'both'],
    ['line feeds, and a return in a text', 'a,b\nc\rc,d\ne,f\n', 'feeds'],
    ['line feeds, and a return in one of three fields', 'a,b,c\nd,e\re,f\ng,h,i\n', 'feeds'],
  ])('%s', (_name, text, ends) => {
    expect(lineEndsOf(text)).toBe(ends);
  });

  describe('every record is read where lines end differently', () => {
    /** 60 rows, of which a reader of CSV such as Python's or pandas makes 60 records, however their lines end. */
    const word = (i: number) => String.fromCodePoint(97 + Math.floor(i / 26), 97 + (i % 26));
    const rows = Array.from(
      { length: 60 },
      (_, i) => [`up stock ${word(i)}`, ['up', 'down', 'flat'][i % 3]!] as const,
    );
    const writers: Record<string, (text: string, label: string) => string> = {
      'all fields in quotes': (text, label) => `"${text}","${label}"`,
      'the last field in quotes': (text, label) => `${text},"${label}"`,
      'texts in quotes': (text, label) => `"${text}, and so on",${label}`,
      'no quotes': (text, label) => `${text},${label}`,
    };
    const ends: Record<string, readonly string[]> = {
      'a return among line feeds': ['\n', '\n', '\n', '\r'],
      'a return among both in a row': ['\r\n', '\r\n', '\r'],
      'a line feed among returns': ['\r', '\r', '\r', '\n'],
      'in turns': ['\r', '\n', '\r\n'],
      'the heading alone': ['\r', ...Array.from({ length: 60 }, () => '\n')],
      'both in a row, the other way round': ['\n\r'],
    };
    const cases = Object.keys(writers).flatMap((how) => Object.keys(ends).map((end) => [how, end] as const));
    test.each(cases)('%s, %s', async (how, end) => {
      const lines = ['text,label', ...rows.map(([text, label]) => writers[how]!(text, label))];
      const content = lines.map((line, i) => line + ends[end]![i % ends[end]!.length]!).join('');
      for (const name of ['utf8', 'utf16le'] as const) {
        const store = temporaryStore();
        const file = temporaryFile('x.csv', Buffer.from(`\uFEFF${content}`, name));
        expect(await importFile(store, file, { ...plain, labels: 'mood' })).toMatchObject({
          records: 60,
          accepted: 60,
        });
        expect(documentById(store, 60)?.text).toMatch(/^up stock ch(?:, and so on)?$/);
      }
    });

    test('and where that shows late, a record that may be two is rejected', async () => {
      const many = rows.map(([text, label]) => `"${text}","${label}"\n`).join('');
      const late = '"up","down"\r"down","up"\nup,"down"\rdown,up\n';
      const long = Array.from({ length: 300 }, () => many).join('');
      const store = temporaryStore();
      const file = temporaryFile('x.csv', `text,label\n${long}${late}`);
      expect(await importFile(store, file, { ...plain, labels: 'mood' })).toMatchObject({
        records: 18_002,
        accepted: 60,
        duplicate: 17_940,
        rejected: 2,
      });
    });
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
