import { counted } from '../counted.ts';
import type { Announced } from './text-vectors.ts';
import type { Damage, Placing, WordReader, WordsRead } from './word-file.ts';

const lineFeed = 0x0a;
const blank = 0x20;
/** No word of a vocabulary is longer. */
const longestWord = 4096;

/**
 * The binary format of word2vec: a line with the number of vectors and their width, then for each a word, a blank and D
 * float32 numbers, little-endian. The original program ends each vector with a line feed, others do not.
 */
export function binaryReader(announced: Announced, damage: Damage): WordReader {
  return {
    format: 'word2vec binary',
    width: announced.width,
    read: (blocks, place) => readVectors(blocks, announced, damage, place),
  };
}

async function readVectors(
  blocks: AsyncIterable<Buffer>,
  { words, width }: Announced,
  damage: Damage,
  place: Placing,
): Promise<WordsRead> {
  let rest: Buffer = Buffer.alloc(0);
  let isInHeading = true;
  let read = 0;
  for await (const block of blocks) {
    let data = rest.length === 0 ? block : Buffer.concat([rest, block]);
    if (isInHeading) {
      const end = data.indexOf(lineFeed);
      if (end !== -1) data = data.subarray(end + 1);
      isInHeading = end === -1;
    }
    let at = 0;
    const most = isInHeading ? 0 : words;
    while (read < most) {
      const next = readVector(data, at, { width, number: read + 1, damage, place });
      if (next === null) break;
      at = next;
      read++;
    }
    rest = Buffer.from(data.subarray(at));
    if (read === words) rest = rest.subarray(0, 1 + longestWord);
  }
  if (read < words) {
    throw damage(
      '',
      `it announces ${counted(words, 'vector')} in its first line, but ends within vector ${read + 1}: it is cut off`,
    );
  }
  const isMore = rest.some((byte) => byte !== lineFeed);
  return {
    words: read,
    notes: isMore
      ? [
          `it announces ${counted(words, 'vector')} in its first line, but goes on after them; the rest was not read`,
        ]
      : [],
  };
}

/** Where the next vector begins; null: this one is not here in whole yet. */
function readVector(
  data: Buffer,
  from: number,
  { width, number, damage, place }: { width: number; number: number; damage: Damage; place: Placing },
): number | null {
  const start = data[from] === lineFeed ? from + 1 : from;
  const end = data.indexOf(blank, start);
  if (end === -1 || end - start > longestWord) {
    if (data.length - start <= longestWord) return null;
    throw damage(`vector ${number}`, `its word has no end within ${counted(longestWord, 'byte')}`);
  }
  const next = end + 1 + 4 * width;
  if (data.length < next) return null;
  const word = data.toString('utf8', start, end);
  const target = place(word);
  if (target !== null) {
    for (let i = 0; i < width; i++) {
      const value = data.readFloatLE(end + 1 + 4 * i);
      if (!Number.isFinite(value)) {
        throw damage(`vector ${number}`, `"${word}": number ${i + 1} of its vector is ${value}`);
      }
      target[i] = value;
    }
  }
  return next;
}
