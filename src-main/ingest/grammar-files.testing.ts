/**
 * Files by a grammar of what CSV and JSON writers get wrong: quotes that never close, mixed line ends, NUL, byte order
 * marks, half characters, bytes that are no text, values in values.
 */
import type { Random } from '../random.ts';

export interface GrammarFile {
  name: string;
  bytes: Buffer;
}

const words = [
  'profit',
  'Ärger',
  '利益',
  '🚀',
  'a"b',
  "it's",
  '=1+1',
  '-5',
  '$GS',
  '#x',
  'RT @a:',
  'null',
  'NaN',
  '1e999',
  '<b>',
  '\\n',
  '\\',
  '{',
  ']',
  ',',
  ';',
  '\t',
  '|',
  '…',
];
const times = [
  '2018-07-10',
  '2018-07-10T12:00:00Z',
  'Wed Jul 18 21:33:26 +0000 2018',
  '10.07.2018',
  '07/10/18 3pm',
  '1531224000',
  '0000-00-00',
  '9999-99-99',
  '',
];
const tickers = ['GS', 'BRK.B', '$AAPL', 'FB-GOOGL', '^GSPC', '', 'not a ticker at all', '__proto__'];
const labels = ['positive', 'negative', '1', '-0.5', '', '__proto__', 'constructor'];
const ends = ['\n', '\r\n', '\r', '\n\r', '\n\n', '\u2028', '\0\n'];
const odd = ['\0', '\uFEFF', '\uD800', '\uDFFF', '\u202E', '\x1b[31m', '\x7f', '\u0085', ''];
const headings = [
  'text',
  'date',
  'ticker',
  'label',
  'id',
  'source',
  'Text',
  ' text ',
  '',
  '"text"',
  'timestamp',
  '__proto__',
  'text',
];
const encodings: readonly BufferEncoding[] = ['utf8', 'utf8', 'utf8', 'latin1', 'utf16le'];

const chance = (random: Random, share: number): boolean => random.uniform() < share;
const several = (random: Random, most: number): number[] =>
  Array.from({ length: random.below(most + 1) }, (_, i) => i);

function text(random: Random): string {
  const parts = several(random, 8).map(() => random.pick(words));
  if (chance(random, 0.15)) parts.push(random.pick(odd));
  if (chance(random, 0.1)) parts.push(random.pick(ends));
  return parts.join(random.pick([' ', '', '  ']));
}

function cell(random: Random): string {
  return random.pick([text, () => random.pick(times), () => random.pick(tickers), () => random.pick(labels)])(
    random,
  );
}

function quoted(random: Random, value: string): string {
  switch (random.below(7)) {
    case 0:
      return `"${value}`;
    case 1:
      return `${value}"`;
    case 2:
      return `'${value}'`;
    case 3:
      return `"${value.replaceAll('"', '\\"')}"`;
    case 4:
      return value;
    default:
      return `"${value.replaceAll('"', '""')}"`;
  }
}

function csv(random: Random): string {
  const delimiter = random.pick([',', ',', ';', '\t', '|']);
  const columns = 1 + random.below(6);
  const end = random.pick(ends);
  const heading = Array.from({ length: columns }, () => random.pick(headings)).join(delimiter);
  const rows = several(random, 12).map(() => {
    const width = chance(random, 0.15) ? random.below(10) : columns;
    const fields = Array.from({ length: width }, () => {
      const value = cell(random);
      return chance(random, 0.4) ? quoted(random, value) : value;
    });
    return fields.join(delimiter) + (chance(random, 0.15) ? random.pick(ends) : end);
  });
  return (chance(random, 0.8) ? heading + end : '') + rows.join('');
}

function value(random: Random, depth: number): string {
  switch (random.below(depth > 4 ? 5 : 8)) {
    case 0:
      return random.pick(['null', 'true', '-0', '1e999', '1531224000000', 'NaN', 'undefined', '01']);
    case 1:
      return `"\\u${random.pick(['d800', 'dfff', '0000', 'feff', '00e4', 'zz'])}"`;
    case 5:
      return `[${several(random, 3)
        .map(() => value(random, depth + 1))
        .join(',')}]`;
    case 6:
      return object(random, depth + 1);
    default:
      return JSON.stringify(cell(random));
  }
}

function object(random: Random, depth: number): string {
  const fields = several(random, 5).map(
    () => `${JSON.stringify(random.pick(headings))}:${value(random, depth)}`,
  );
  const row = `{${fields.join(',')}}`;
  return chance(random, 0.1) ? row.slice(0, random.below(row.length + 1)) : row;
}

function json(random: Random): string {
  const rows = several(random, 10).map(() => object(random, 0));
  const separator = random.pick([',', ',\n', '\n', ' ', '']);
  switch (random.below(5)) {
    case 0:
      return `[${rows.join(separator)}]`;
    case 1:
      return `{"data":[${rows.join(',')}]}`;
    case 2:
      return value(random, 0);
    default:
      return rows.join(random.pick(ends));
  }
}

/** One file, the same for the same state of the source of chance. */
export function grammarFile(random: Random): GrammarFile {
  const isJson = chance(random, 0.4);
  const content = (chance(random, 0.15) ? '\uFEFF' : '') + (isJson ? json(random) : csv(random));
  const bytes = Buffer.from(content, random.pick(encodings));
  // Bytes that are no text of any encoding, and ends that were cut off.
  if (chance(random, 0.15))
    for (const _ of several(random, 3))
      if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256);
  const cut = chance(random, 0.1) ? random.below(bytes.length + 1) : bytes.length;
  const extension = random.pick(isJson ? ['json', 'jsonl', 'txt'] : ['csv', 'tsv', 'txt']);
  return { name: `file.${extension}`, bytes: bytes.subarray(0, cut) };
}
