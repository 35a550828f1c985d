import { counted } from '../counted.ts';
import { inThousands } from '../in-thousands.ts';
import { LineSplitter, type RawLine } from '../ingest/line-splitter.ts';
import { type Damage, mostNumbers, type Placing, type WordReader, type WordsRead } from './word-file.ts';

const lineEnd = Buffer.from('\n');
const blank = 0x20;
const tab = 0x09;
/** A line of 4,096 numbers with 20 characters each, and a word. */
const maxBytes = 1 << 17;
/** So many of the first lines tell how many numbers a vector has. */
const toldBy = 100;

/** How many vectors a file announces in its first line, and how many numbers each has: `400000 300`. */
export interface Announced {
  words: number;
  width: number;
}

/** What the first line of word2vec and fastText announces; null: it is a vector, as in GloVe. */
export function announcedIn(line: string): Announced | null {
  const found = /^\uFEFF?(\d+)[ \t]+(\d+)[ \t]*\r?$/.exec(line);
  return found && { words: Number(found[1]), width: Number(found[2]) };
}

/**
 * How many numbers the vectors of a text without a first line have: what most of its first lines agree on, since a word
 * may contain blanks. null: these are no lines of a word and numbers.
 */
export function widthOf(head: Buffer, isWhole: boolean): number | null {
  const lines = new LineSplitter({ lineEnd, firstByte: 0, maxBytes }).push(head, isWhole);
  const counts = new Map<number, number>();
  for (const { bytes } of lines.slice(0, toldBy)) {
    const fields = fieldsOf(bytes);
    if (fields === 0) continue;
    const { numbers } = split(bytes, Math.max(1, fields - 1));
    if (numbers.every((value) => Number.isFinite(value))) {
      counts.set(fields - 1, (counts.get(fields - 1) ?? 0) + 1);
    }
  }
  const [width] = [...counts].toSorted(([a, m], [b, n]) => n - m || a - b)[0] ?? [0];
  return width >= 2 && width <= mostNumbers ? width : null;
}

/** Whether the first line is a word and so many numbers. */
export function hasNumbers(head: Buffer, width: number): boolean {
  const end = head.indexOf(lineEnd);
  const line = head.subarray(0, end === -1 ? head.length : end);
  return fieldsOf(line) > width && split(line, width).numbers.every((value) => Number.isFinite(value));
}

/**
 * Vectors a line each: a word, and D numbers after blanks. Of more than D blanks the first ones belong to the word.
 *
 * @param announced by the first line, which is skipped; null: there is no such line
 */
export function textReader(width: number, announced: Announced | null, damage: Damage): WordReader {
  return {
    format: announced === null ? 'GloVe text' : 'word2vec text',
    width,
    read: (blocks, place) => readLines(blocks, { width, announced, damage, place }),
  };
}

interface Reading {
  width: number;
  announced: Announced | null;
  damage: Damage;
  place: Placing;
}

async function readLines(blocks: AsyncIterable<Buffer>, reading: Reading): Promise<WordsRead> {
  const splitter = new LineSplitter({ lineEnd, firstByte: 0, maxBytes });
  const read = { words: 0, blank: 0 };
  const take = (lines: readonly RawLine[], endsHere: boolean) => {
    for (const [at, line] of lines.entries()) {
      if (line.number === 1 && reading.announced !== null) continue;
      if (line.bytes.length === 0 || isBlank(line.bytes)) read.blank++;
      else readLine(line, reading, endsHere && at === lines.length - 1);
      if (!isBlank(line.bytes)) read.words++;
    }
  };
  for await (const block of blocks) take(splitter.push(block, false), false);
  take(splitter.push(Buffer.alloc(0), true), true);
  const { announced, damage } = reading;
  if (announced !== null && read.words < announced.words) {
    throw damage(
      '',
      `it announces ${counted(announced.words, 'vector')} in its first line, but ends after ${inThousands(read.words)}: it is cut off`,
    );
  }
  return { words: read.words, notes: notesOf(read, announced) };
}

function notesOf({ words, blank }: { words: number; blank: number }, announced: Announced | null): string[] {
  return [
    ...(announced !== null && words > announced.words
      ? [
          `it announces ${counted(announced.words, 'vector')} in its first line, but has ${inThousands(words)}; all were read`,
        ]
      : []),
    ...(blank > 0 ? [`${counted(blank, 'line is', 'lines are')} empty`] : []),
  ];
}

/** @param isLast the file ends with this line, without a line end */
function readLine(line: RawLine, { width, damage, place }: Reading, isLast: boolean): void {
  const { number, overlong } = line;
  const bytes = withoutBlanks(number === 1 ? withoutMark(line.bytes) : line.bytes);
  const fields = overlong ? 0 : fieldsOf(bytes);
  if (fields <= width) {
    const found = overlong
      ? 'it is longer than any vector'
      : `it has ${fields - 1} ${fields === 2 ? 'number' : 'numbers'} in place of ${width}`;
    throw damage(
      `line ${number}`,
      `${quoted(bytes)}: ${found}${isLast ? ', and the file ends there: it is cut off' : ''}`,
    );
  }
  const { word, start } = wordOf(bytes, width);
  const target = place(word);
  if (target === null) return;
  const numbers = numbersFrom(bytes, start);
  for (let i = 0; i < width; i++) {
    const value = numbers[i]!;
    if (!Number.isFinite(value)) {
      const written = bytes.toString('utf8', start).split(/[ \t]/)[i];
      throw damage(`line ${number}`, `"${word}": number ${i + 1} of its vector is "${written}"`);
    }
    target[i] = value;
  }
}

/** The fields of a line between blanks: one more than its blanks, without those at its end. */
function fieldsOf(line: Buffer): number {
  const bytes = withoutBlanks(line);
  if (bytes.length === 0) return 0;
  let fields = 1;
  for (let i = 0; i < bytes.length; i++) if (isSeparator(bytes[i]!)) fields++;
  return fields;
}

function wordOf(bytes: Buffer, width: number): { word: string; start: number } {
  let at = bytes.length;
  for (let left = width; left > 0; left--) {
    at--;
    while (at > 0 && !isSeparator(bytes[at]!)) at--;
  }
  return { word: bytes.toString('utf8', 0, at), start: at + 1 };
}

function split(line: Buffer, width: number): { word: string; numbers: number[] } {
  const bytes = withoutBlanks(line);
  const { word, start } = wordOf(bytes, width);
  return { word, numbers: numbersFrom(bytes, start) };
}

/** The empty text would be 0. */
function numbersFrom(bytes: Buffer, start: number): number[] {
  return bytes
    .toString('latin1', start)
    .split(/[ \t]/)
    .map((written) => (written === '' ? NaN : Number(written)));
}

function isSeparator(byte: number): boolean {
  return byte === blank || byte === tab;
}

function isBlank(bytes: Buffer): boolean {
  return withoutBlanks(bytes).length === 0;
}

/** Without the blanks and the carriage return at its end. */
function withoutBlanks(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && (isSeparator(bytes[end - 1]!) || bytes[end - 1] === 0x0d)) end--;
  return bytes.subarray(0, end);
}

/** Without the byte order mark of UTF-8. */
function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

/** The beginning of a line, for a message. */
function quoted(bytes: Buffer): string {
  const text = bytes.toString('utf8', 0, 200).split(/[ \t]/)[0] ?? '';
  return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}
