import { z } from 'zod';
import { type Damage, mostNumbers, type Placing, type WordReader, type WordsRead } from './word-file.ts';

const [quote, backslash, comma, closed, bracket, bracketEnd] = ['"', '\\', ',', '}', '[', ']'].map((sign) =>
  sign.charCodeAt(0),
) as [number, number, number, number, number, number];
/** Longer entries are no word with its vector. */
const longestEntry = 1 << 18;

/** What the beginning of the file says of it; null: it is another JSON. */
export function jsonWidth(head: Buffer): number | null {
  const text = head.toString('latin1', 0, 4096).trimStart();
  const found = text.startsWith('{') ? /"dimensions"\s*:\s*(\d+)/.exec(text) : null;
  const width = Number(found?.[1] ?? 0);
  return width >= 1 && width <= mostNumbers ? width : null;
}

/**
 * The JSON of the npm packages wink-embeddings-*: `{ "dimensions": D, ..., "vectors": { "word": [D numbers, ...] } }`. What
 * stands behind the D numbers is the length of the vector and the number of the word. The file is larger than what fits
 * into a text of the JavaScript engine with ease, so each entry is parsed by itself.
 */
export function jsonReader(width: number, damage: Damage): WordReader {
  return {
    format: 'JSON of wink-embeddings',
    width,
    read: (blocks, place) => readEntries(blocks, { width, damage, place }),
  };
}

async function readEntries(
  blocks: AsyncIterable<Buffer>,
  { width, damage, place }: { width: number; damage: Damage; place: Placing },
): Promise<WordsRead> {
  let rest: Buffer = Buffer.alloc(0);
  let state: 'before' | 'within' | 'after' = 'before';
  let words = 0;
  for await (const block of blocks) {
    if (state === 'after') continue;
    let data = rest.length === 0 ? block : Buffer.concat([rest, block]);
    if (state === 'before') {
      const start = startOfVectors(data);
      if (start !== null) state = 'within';
      data = data.subarray(start ?? Math.max(0, data.length - 64));
    }
    let at = 0;
    while (state === 'within') {
      const entry = entryAt(data, at);
      if (entry === 'end') state = 'after';
      if (entry === 'end' || entry === null) break;
      words++;
      readEntry(data, entry, { width, damage, place, number: words });
      at = entry.end;
    }
    rest = Buffer.from(data.subarray(at));
    if (state === 'within' && rest.length > longestEntry) {
      throw damage(`vector ${words + 1}`, 'its entry has no end');
    }
  }
  if (state === 'before') throw damage('', 'it has no "vectors"');
  if (state === 'within') throw damage('', `it ends within vector ${words + 1}: it is cut off`);
  return { words, notes: [] };
}

/** Where the first entry begins; the list of words before it may have the word "vectors" too. */
function startOfVectors(data: Buffer): number | null {
  const found = /"vectors"\s*:\s*\{/.exec(data.toString('latin1'));
  return found && found.index + found[0].length;
}

interface Entry {
  /** Of the word, with its quotes. */
  key: [start: number, end: number];
  /** Of the list, with its brackets. */
  list: [start: number, end: number];
  end: number;
}

/** The entry that begins at or after a byte; null: it is not here in whole yet; end: there are no more. */
function entryAt(data: Buffer, from: number): Entry | 'end' | null {
  let start = from;
  while (start < data.length && data[start] !== quote && data[start] !== closed) start++;
  if (start >= data.length) return null;
  if (data[start] === closed) return 'end';
  let keyEnd = start + 1;
  while (keyEnd < data.length && data[keyEnd] !== quote) keyEnd += data[keyEnd] === backslash ? 2 : 1;
  const list = data.indexOf(bracket, keyEnd);
  const end = list === -1 ? -1 : data.indexOf(bracketEnd, list);
  if (end === -1) return null;
  // Behind the last entry the object ends; a comma has to follow any other.
  const next = data[end + 1] === comma ? end + 2 : end + 1;
  return { key: [start, keyEnd + 1], list: [list, end + 1], end: next };
}

const wordSchema = z.string();
const numbersSchema = z.array(z.number());

function readEntry(
  data: Buffer,
  { key, list }: Entry,
  { width, damage, place, number }: { width: number; damage: Damage; place: Placing; number: number },
): void {
  const parsed = <T>(schema: z.ZodType<T>, [start, end]: [number, number]): T | null => {
    try {
      return schema.safeParse(JSON.parse(data.toString('utf8', start, end))).data ?? null;
    } catch {
      return null;
    }
  };
  const word = parsed(wordSchema, key);
  if (word === null) throw damage(`vector ${number}`, 'its word is no text in quotes');
  const target = place(word);
  if (target === null) return;
  const numbers = parsed(numbersSchema, list);
  if (numbers === null) {
    const wrong = data
      .toString('utf8', list[0] + 1, list[1] - 1)
      .split(',')
      .find((written) => written.trim() === '' || !Number.isFinite(Number(written)));
    throw damage(`vector ${number}`, `"${word}": "${wrong ?? ''}" is not a number`);
  }
  if (numbers.length < width) {
    throw damage(`vector ${number}`, `"${word}" has ${numbers.length} numbers in place of ${width}`);
  }
  target.set(numbers.slice(0, width));
}
